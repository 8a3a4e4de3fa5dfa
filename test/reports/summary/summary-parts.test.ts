import { describe, expect, jest, test } from '@jest/globals';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { depositTo } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';

async function open() {
  const ledger = await TestLedger.open();
  return { ledger, reports: new AdminReports(ledger.storage.reader, ledger.clock) };
}

describe('A part of the summary', () => {
  test('A series of too many buckets is bad input, and the other parts are answered', async () => {
    const { ledger, reports } = await open();
    await ledger.wallet({ balance: 500 });
    const reading = reports.open({ from: new Date('2015-01-01') });
    const [series, volumes] = await Promise.allSettled([reading.series(), reading.volumes()]);
    expect(series).toMatchObject({ status: 'rejected', reason: { code: 'BAD_USER_INPUT' } });
    expect(volumes).toMatchObject({ status: 'fulfilled', value: [{ count: 1 }] });
    await expect(reports.summary({ from: new Date('2015-01-01') })).rejects.toMatchObject({
      details: { bucket: 'DAY', bucketsMax: 2_000 },
    });
  });

  test('What nobody asks for is not read, and what three parts are made of is read once', async () => {
    const { ledger, reports } = await open();
    // The first statement on a connection is MikroORM's own.
    await reports.open().users();
    const statements = jest.spyOn(ledger.storage.reader.getConnection(), 'execute');
    await reports.open().users();

    expect(statements).toHaveBeenCalledTimes(1);
    statements.mockClear();
    const reading = reports.open();
    await Promise.all([reading.wallets(), reading.positions(), reading.integrity()]);
    // The totals of wallets, the last verification and the last checkpoint.
    expect(statements).toHaveBeenCalledTimes(3);
  });

  test('When the database is closed, whoever waits is told', async () => {
    const { ledger, reports } = await open();
    await ledger.close();
    const answers = await Promise.allSettled([reports.open().users(), reports.summary()]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('Parts asked for together agree with each other while the ledger is written', async () => {
    const { ledger, reports } = await open();
    const wallet = await ledger.wallet({ balance: 1 });
    let done = 0;
    const writing = Promise.all(
      Array.from({ length: 600 }, () => ledger.ledger.submit(depositTo(wallet, 1)).then(() => (done += 1))),
    );
    const seen = new Set<bigint>();
    while (done < 600) {
      const { positions, volumes, integrity } = await reports.summary();
      expect(volumes[0]?.amount).toEqual(positions[0]?.customerPosted);
      expect(integrity.trialBalanced).toBe(true);
      seen.add(volumes[0]?.amount.minorUnits ?? 0n);
    }
    await writing;
    expect(seen.size).toBeGreaterThan(1);
  });
});
