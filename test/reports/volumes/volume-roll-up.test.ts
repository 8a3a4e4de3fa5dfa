import { describe, expect, test } from '@jest/globals';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { rollUpVolumes } from '../../../server/reports/volumes/volume-roll-up.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { insertTransaction, rawRows, rawSql } from '../../support/raw-sql.js';

const HOUR = 3_600_000;

interface HourRow {
  readonly hour_start: number;
  readonly type: string;
  readonly count: number;
  readonly amount_rest: number;
}

/** Reads the rolled-up hours as text, and the mark. */
async function rolledUp(ledger: TestLedger) {
  const hours = await rawRows<HourRow>(ledger, 'select * from volume_hours order by hour_start, type');
  const [mark] = await rawRows<{ rolled_up_to: number }>(ledger, 'select rolled_up_to from volume_mark');
  return {
    hours: hours.map(
      (row) =>
        `${new Date(row.hour_start).toISOString().slice(11, 16)} ${row.type} ${row.count}: ${row.amount_rest}`,
    ),
    mark: mark && new Date(mark.rolled_up_to).toISOString().slice(11),
  };
}

/** Deposits of 100 at each of these times of the day, and then the clock stands at noon. */
async function seeded(...times: string[]) {
  const ledger = await TestLedger.open('sqlite::memory:');
  const wallet = await ledger.wallet();
  for (const time of times) {
    setClock(ledger, time);
    await ledger.ledger.submit(depositTo(wallet, 100));
  }
  setClock(ledger, '12:00:00.000');
  return { ledger, wallet };
}

function setClock({ clock }: TestLedger, time: string): void {
  clock.advance(Date.parse(`2026-01-15T${time}Z`) - clock.now().getTime());
}

async function expectExact(ledger: TestLedger, deposits: number): Promise<void> {
  const [volume] = await new AdminReports(ledger.storage.reader, ledger.clock).open().volumes();
  expect(volume).toMatchObject({ type: 'DEPOSIT', count: deposits });
  expect(
    (await verifyBooks(ledger.storage.reader)).problems.filter(({ code }) => code === 'VOLUME_HOUR'),
  ).toEqual([]);
}

describe('The roll-up of volumes', () => {
  test('When there is nothing to roll up, nothing is written', async () => {
    const { ledger } = await seeded();
    expect(await rollUpVolumes(ledger.units, ledger.clock)).toBe(0);
    expect(await rolledUp(ledger)).toEqual({ hours: [], mark: undefined });
  });

  test('It takes in what is over for a minute and stops behind the last transaction', async () => {
    const { ledger, wallet } = await seeded('09:59:59.999', '10:00:00.000', '10:30:00.000', '11:59:00.000');
    await ledger.ledger.submit(withdrawFrom(wallet, 7));
    expect(await rollUpVolumes(ledger.units, ledger.clock)).toBe(1);
    expect(await rolledUp(ledger)).toEqual({
      hours: ['09:00 DEPOSIT 1: 100', '10:00 DEPOSIT 2: 200'],
      mark: '10:30:00.001Z',
    });
    setClock(ledger, '12:01:00.001');
    expect(await rollUpVolumes(ledger.units, ledger.clock)).toBe(1);
    expect(await rolledUp(ledger)).toEqual({
      hours: [
        '09:00 DEPOSIT 1: 100',
        '10:00 DEPOSIT 2: 200',
        '11:00 DEPOSIT 1: 100',
        '12:00 WITHDRAWAL 1: 7',
      ],
      mark: '12:00:00.001Z',
    });
  });

  test('A second run at the same time changes nothing', async () => {
    const { ledger } = await seeded('10:00:00.000', '10:30:00.000');
    await rollUpVolumes(ledger.units, ledger.clock);
    const once = await rolledUp(ledger);
    expect(await rollUpVolumes(ledger.units, ledger.clock)).toBe(0);
    expect(await rolledUp(ledger)).toEqual(once);
  });

  test('A backlog is taken in by short steps, whatever their size, with the same result', async () => {
    const { ledger } = await seeded('10:00:00', '10:10:00', '10:20:00', '10:30:00', '10:40:00', '10:50:00');
    expect(await rollUpVolumes(ledger.units, ledger.clock, 2)).toBe(3);
    expect(await rolledUp(ledger)).toEqual({ hours: ['10:00 DEPOSIT 6: 600'], mark: '10:50:00.001Z' });
    await expectExact(ledger, 6);
  });

  test('When more transactions share a millisecond than a step takes, they are taken in together', async () => {
    const { ledger } = await seeded('10:00:00.000', '10:00:00.000', '10:00:00.000', '10:00:00.001');
    expect(await rollUpVolumes(ledger.units, ledger.clock, 1)).toBe(2);
    expect(await rolledUp(ledger)).toEqual({ hours: ['10:00 DEPOSIT 4: 400'], mark: '10:00:00.002Z' });
  });

  test('The ledger gets its turn between two steps', async () => {
    const { ledger, wallet } = await seeded(
      ...Array.from({ length: 60 }, (_, index) => `10:${String(index).padStart(2, '0')}:00`),
    );
    const order: string[] = [];
    const rolling = rollUpVolumes(ledger.units, ledger.clock, 1).then(() => order.push('rolled up'));
    await ledger.ledger.submit(depositTo(wallet, 100)).then(() => order.push('deposited'));
    await rolling;
    expect(order).toEqual(['deposited', 'rolled up']);
    await expectExact(ledger, 61);
  });

  test('Two processes that run it at once count nothing twice', async () => {
    const first = await TestLedger.open();
    const wallet = await first.wallet();
    for (let index = 0; index < 50; index += 1) {
      first.clock.advance(HOUR / 10);
      await first.ledger.submit(depositTo(wallet, 100));
    }
    first.clock.advance(HOUR);
    const second = await TestLedger.open(first.url, first.clock);
    const steps = await Promise.all(
      [first, second].map(({ units, clock }) => rollUpVolumes(units, clock, 3)),
    );
    expect(steps.reduce((sum, each) => sum + each, 0)).toBe(17);
    await expectExact(first, 50);
  });

  test('When the clock was set back, what is posted before the mark joins its hour at once', async () => {
    const { ledger, wallet } = await seeded('09:10:00', '11:30:00');
    await rollUpVolumes(ledger.units, ledger.clock);
    for (const time of ['09:20:00', '10:05:00', '11:30:00.000', '11:30:00.001']) {
      setClock(ledger, time);
      await ledger.ledger.submit(depositTo(wallet, 100));
    }
    setClock(ledger, '12:00:00');
    expect(await rolledUp(ledger)).toEqual({
      hours: ['09:00 DEPOSIT 2: 200', '10:00 DEPOSIT 1: 100', '11:00 DEPOSIT 2: 200'],
      mark: '11:30:00.001Z',
    });
    await expectExact(ledger, 6);
    await rollUpVolumes(ledger.units, ledger.clock);
    await expectExact(ledger, 6);
  });

  test('When the clock ran ahead for a while, the mark waits for the transactions', async () => {
    const { ledger, wallet } = await seeded('10:00:00');
    ledger.clock.advance(1_000 * HOUR);
    await rollUpVolumes(ledger.units, ledger.clock);
    ledger.clock.advance(-1_000 * HOUR);
    expect((await rolledUp(ledger)).mark).toBe('10:00:00.001Z');
    await ledger.ledger.submit(depositTo(wallet, 100));
    expect((await rolledUp(ledger)).hours).toEqual(['10:00 DEPOSIT 1: 100']);
  });

  test('What was pending joins the hour in which it is posted, also when that is rolled up already', async () => {
    const { ledger, wallet } = await seeded('10:00:00', '11:00:00');
    const other = await ledger.wallet();
    const id = await insertTransaction(
      ledger,
      { source: wallet, destination: other },
      { status: 'PENDING', amount: 5 },
    );
    await rollUpVolumes(ledger.units, ledger.clock);
    await rawSql(ledger, `update transactions set status = 'POSTED', posted_at = ? where id = ?`, [
      new Date('2026-01-15T10:40:00Z'),
      id,
    ]);
    expect((await rolledUp(ledger)).hours).toEqual([
      '10:00 DEPOSIT 1: 100',
      '10:00 TRANSFER 1: 5',
      '11:00 DEPOSIT 1: 100',
    ]);
    await expectExact(ledger, 2);
  });
});
