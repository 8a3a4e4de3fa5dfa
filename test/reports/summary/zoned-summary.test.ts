import { describe, expect, test } from '@jest/globals';
import { BUCKETS } from '../../../server/reports/shared/buckets.js';
import { monthlyFlowsOf } from '../../../server/reports/wallets/monthly-flows.js';
import { startsByTheClock } from '../../support/wall-clock.js';
import { history, type Row } from './zoned-history.js';

const DAY = 86_400_000;

const sum = (rows: readonly Row[]) => rows.reduce((total, { amount }) => total + BigInt(amount), 0n);
const flow = (rows: readonly Row[]) =>
  sum(rows.filter(({ type }) => type === 'DEPOSIT')) - sum(rows.filter(({ type }) => type === 'WITHDRAWAL'));

describe.each([
  ['Africa/Nairobi', '2026-01-30T00:00Z'],
  ['Asia/Kolkata', '2026-01-30T00:00Z'],
  ['Asia/Kathmandu', '2026-01-30T00:00Z'],
  ['America/New_York', '2026-03-06T12:00Z'],
  ['America/New_York', '2026-10-30T12:00Z'],
  ['Australia/Lord_Howe', '2026-04-02T12:00Z'],
  ['America/Sao_Paulo', '2018-11-02T12:00Z'],
  ['Africa/Cairo', '2026-04-22T12:00Z'],
  ['Asia/Beirut', '2026-10-23T12:00Z'],
  ['Pacific/Apia', '2011-12-28T12:00Z'],
] as const)('In %s from %s', (timeZone, start) => {
  test('every figure of every bucket is what its rows add up to', async () => {
    const { ledger, wallet, rows, reports } = await history(start);
    const last = ledger.clock.now().getTime();
    const from = Date.parse(start) + 11 * 3_600_000 + 7;
    for (const later of [0, DAY]) {
      ledger.clock.advance(later);
      for (const bucket of BUCKETS) {
        const span = { from, to: last - 3_600_000 };
        const starts = startsByTheClock(span, bucket, timeZone);
        const within = starts.map((begin, index) => {
          const end = Math.min(starts[index + 1] ?? Infinity, span.to);
          return rows.filter(({ posted_at: at }) => at >= Math.max(begin, span.from) && at < end);
        });
        const reading = reports.open({ from: new Date(span.from), to: new Date(span.to), bucket, timeZone });
        const dates = starts.map((begin) => new Date(begin));

        const deposits = (await reading.series()).filter(({ type }) => type === 'DEPOSIT');
        expect(deposits.map(({ bucketStart }) => bucketStart)).toEqual(dates);
        expect(deposits.map(({ count, amount }) => [count, amount.minorUnits])).toEqual(
          within
            .map((own) => own.filter(({ type }) => type === 'DEPOSIT'))
            .map((own) => [own.length, sum(own)]),
        );
        const activity = await reading.activity();
        expect(activity.map(({ transactions }) => transactions)).toEqual(within.map((own) => own.length));

        const before = rows.filter(({ posted_at: at }) => at < span.from);
        const [funds] = await reading.customerFunds();
        expect(funds?.opening.minorUnits).toBe(flow(before));
        expect(funds?.points.map(({ bucketStart, amount }) => [bucketStart, amount.minorUnits])).toEqual(
          within.map((_own, index) => [
            dates[index],
            flow([...before, ...within.slice(0, index + 1).flat()]),
          ]),
        );
      }
    }

    const now = ledger.clock.now();
    const flows = await monthlyFlowsOf(ledger.storage.reader.fork(), [wallet.id], 3, now, timeZone);
    const months = startsByTheClock(
      { from: now.getTime() - 70 * DAY, to: now.getTime() + 1 },
      'MONTH',
      timeZone,
    ).slice(-3);
    const ofMonth = (index: number) =>
      rows.filter(({ posted_at: at }) => at >= (months[index] ?? 0) && at < (months[index + 1] ?? Infinity));
    expect(flows.get(wallet.id)).toEqual(
      months.map((monthStart, index) => ({
        monthStart: new Date(monthStart),
        moneyIn: sum(ofMonth(index).filter(({ type }) => type === 'DEPOSIT')),
        moneyOut: sum(ofMonth(index).filter(({ type }) => type === 'WITHDRAWAL')),
      })),
    );
  });
});
