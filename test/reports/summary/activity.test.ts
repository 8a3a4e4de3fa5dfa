import { expect, test } from '@jest/globals';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { BUCKETS } from '../../../server/reports/shared/buckets.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { outcomeOf } from '../../support/outcome.js';
import { rawRows } from '../../support/raw-sql.js';

const DAY = 86_400_000;

async function history() {
  const ledger = await TestLedger.open();
  const reports = new AdminReports(ledger.storage.reader, ledger.clock);
  const start = ledger.clock.now();
  const amina = await ledger.wallet({ currency: 'KES' });
  await ledger.ledger.submit(depositTo(amina, 50_000));
  ledger.clock.advance(10 * DAY);
  const brian = await ledger.wallet({ currency: 'KES' });
  const chieko = await ledger.wallet({ currency: 'JPY' });
  await ledger.ledger.submit(transferFrom(amina, { walletId: brian.id }, 20_000));
  await ledger.ledger.submit(depositTo(chieko, 700));
  ledger.clock.advance(10 * DAY);
  await ledger.ledger.submit(withdrawFrom(brian, 5_000));
  await outcomeOf(ledger.ledger.submit(withdrawFrom(brian, 1_000_000)));
  return { ledger, reports, start };
}

test('Activity says how often each thing happened in each bucket, and adds up to the other figures', async () => {
  const { reports, start } = await history();
  const range = { from: start, to: new Date(start.getTime() + 30 * DAY) };
  for (const bucket of BUCKETS) {
    const reading = reports.open({ ...range, bucket });
    const [points, series] = [await reading.activity(), await reading.series()];
    const sums = (['transactions', 'usersRegistered', 'walletsOpened', 'declines'] as const).map((name) =>
      points.reduce((total, point) => total + point[name], 0),
    );
    expect(sums).toEqual([4, 3, 3, 1]);
    expect([...new Set(series.map(({ bucketStart }) => bucketStart.getTime()))]).toEqual(
      points.map(({ bucketStart }) => bucketStart.getTime()),
    );
  }
  const points = await reports.open({ ...range, currency: 'JPY' }).activity();
  expect(points.filter(({ transactions, walletsOpened }) => transactions + walletsOpened > 0)).toMatchObject([
    { transactions: 1, walletsOpened: 1 },
  ]);
});

test('Customer funds are what the entries of customers come to at each moment, and still later on', async () => {
  const { ledger, reports, start } = await history();
  for (const later of [0, 10 * DAY]) {
    ledger.clock.advance(later);
    for (const [fromDay, toDay] of [
      [0, 40],
      [-5, 1],
      [5, 15],
      [15, 16],
      [25, 50],
    ] as const) {
      const range = {
        from: new Date(start.getTime() + fromDay * DAY - 1),
        to: new Date(start.getTime() + toDay * DAY + 1),
      };
      for (const { currency, opening, closing, points } of await reports.open(range).customerFunds()) {
        const held = async (before: Date) => {
          const [row] = await rawRows<{ funds: number | null }>(
            ledger,
            `select sum(e.amount) as funds from entries e join wallets w on w.id = e.wallet_id
            where w.kind = 'CUSTOMER' and w.currency = '${currency}' and e.created_at < ${String(before.getTime())}`,
          );
          return BigInt(row?.funds ?? 0);
        };
        expect(opening.minorUnits).toBe(await held(range.from));
        expect(closing.minorUnits).toBe(await held(range.to));
        expect(points.at(-1)?.amount).toEqual(closing);
        for (const { bucketStart, amount } of points.slice(0, -1)) {
          expect(amount.minorUnits).toBe(await held(new Date(bucketStart.getTime() + DAY)));
        }
      }
    }
  }
});
