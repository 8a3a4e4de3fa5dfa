import { describe, expect, test } from '@jest/globals';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { BUCKETS } from '../../../server/reports/shared/buckets.js';
import { monthlyFlowsOf } from '../../../server/reports/wallets/monthly-flows.js';
import { SettableClock } from '../../support/clock.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { plansOf } from '../../support/plans.js';
import { rawRows } from '../../support/raw-sql.js';
import { startsByTheClock } from '../../support/wall-clock.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

interface Row {
  readonly type: string;
  readonly amount: number;
  readonly posted_at: number;
}

/** Four days of movements, some of them right at the borders of minutes. */
async function history(start: string) {
  const clock = new SettableClock(start);
  const ledger = await TestLedger.open(undefined, clock);
  const wallet = await ledger.wallet({ balance: 1_000_000 });
  for (let index = 1; index <= 60; index += 1) {
    // Steps that fall on every part of an hour, and on whole quarters often.
    clock.advance(
      index % 3 === 0
        ? 15 * MINUTE - (clock.now().getTime() % (15 * MINUTE))
        : (37 + 3 * index) * MINUTE + 17,
    );
    if (index % 4 === 0) clock.advance(-1);
    await ledger.ledger.submit(
      index % 5 === 0 ? withdrawFrom(wallet, index * 7) : depositTo(wallet, index * 101),
    );
  }
  const rows = await rawRows<Row>(
    ledger,
    'select type, amount, posted_at from transactions order by posted_at',
  );
  return { ledger, wallet, rows, reports: new AdminReports(ledger.storage.reader, clock) };
}

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

test('Days of a zone of half hours are read from the totals but for the hours with a border, each by an index', async () => {
  const { ledger, reports } = await history('2026-01-30T00:00Z');
  const range = {
    from: new Date('2026-01-29T18:30Z'),
    to: new Date('2026-02-03T18:30Z'),
    timeZone: 'Asia/Kolkata',
  };
  const plans = await plansOf(ledger.storage, async () => reports.open(range).series());
  const steps = plans.flat().filter((step) => /transactions|volume_hours/.test(step));
  expect(steps).toEqual([
    expect.stringMatching(/^SEARCH transactions USING COVERING INDEX \S+ \(posted_at<\?\)$/),
    expect.stringMatching(/^SEARCH transactions USING COVERING INDEX \S+ \(posted_at>\? AND posted_at<\?\)$/),
    expect.stringMatching(/^SEARCH volume_hours USING .*\(hour_start>\? AND hour_start<\?\)$/),
  ]);
});
