import type { TransactionRow, VolumeRow } from './book-rows.js';

const BILLION = 1_000_000_000n;

/**
 * Compares the totals of hours with what was posted. The hour is read off the calendar, and each total is put into
 * words, so that nothing is shared with the code that adds up. An hour is the sum of its shards.
 */
export function volumeProblems(
  volumes: readonly VolumeRow[],
  transactions: readonly TransactionRow[],
): string[] {
  const due = new Map<string, { count: number; amount: bigint }>();
  for (const { status, posted_at: postedAt, currency, type, amount } of transactions) {
    if (status !== 'POSTED' || postedAt === null) continue;
    const hour = `${new Date(postedAt).toISOString().slice(0, 13)}:00:00.000Z ${currency} ${type}`;
    const total = due.get(hour) ?? { count: 0, amount: 0n };
    due.set(hour, { count: total.count + 1, amount: total.amount + BigInt(amount) });
  }
  const expected = [...due].map(([hour, { count, amount }]) => `${hour}: ${count} of ${String(amount)}`);
  const totals = new Map<string, { count: number; amount: bigint }>();
  for (const row of volumes) {
    const hour = `${new Date(row.hour_start).toISOString()} ${row.currency} ${row.type}`;
    const others = totals.get(hour) ?? { count: 0, amount: 0n };
    const amount = BigInt(row.amount_billions) * BILLION + BigInt(row.amount_rest);
    totals.set(hour, { count: others.count + row.count, amount: others.amount + amount });
  }
  const found = [...totals].map(([hour, { count, amount }]) => `${hour}: ${count} of ${String(amount)}`);
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `no total says ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `a total says ${line}`),
  ];
}
