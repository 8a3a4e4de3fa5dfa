import type { EntryRow } from '../../support/book-rows.js';
import { iso, type Facts } from './facts.js';
import { money, sum } from './money.js';
import { bucketsOf, endsOf, startOfBucket, UTC, within, type Bucket } from './time.js';

/** Adds up the entries booked before a moment. */
function postedBefore(entries: readonly EntryRow[], moment: number): bigint {
  return sum(entries.filter((entry) => entry.created_at < moment).map(({ amount }) => amount));
}

/** Returns the posted balance at a moment, that moment included. */
export function balanceAt(facts: Facts, walletId: string, at: number) {
  return money(postedBefore(facts.entriesOfWallet(walletId), at + 1), facts.wallet(walletId).currency);
}

/** A range, and whose hours, days, weeks or months it is divided into. */
export interface Divided {
  readonly from: number;
  readonly to: number;
  readonly bucket: Bucket;
  readonly timeZone?: string | undefined;
}

/** The posted balance at the end of every bucket of a range, oldest first. */
export function balanceSeries(facts: Facts, walletId: string, { from, to, bucket, timeZone }: Divided) {
  const { currency } = facts.wallet(walletId);
  const starts = bucketsOf(from, to, bucket, timeZone);
  const ends = endsOf(starts, to);
  return starts.map((start, index) => ({
    bucketStart: iso(start),
    balance: money(postedBefore(facts.entriesOfWallet(walletId), ends[index] ?? to), currency),
  }));
}

/** This month and those before it, oldest first and without gaps; what came in, and what went out, never negative. */
export function monthlyFlows(facts: Facts, walletId: string, months: number, timeZone = UTC) {
  const { currency } = facts.wallet(walletId);
  const starts = [startOfBucket(facts.now, 'MONTH', timeZone)];
  while (starts.length < months) starts.unshift(startOfBucket((starts[0] ?? 0) - 1, 'MONTH', timeZone));
  return starts.map((start) => {
    const amounts = facts
      .entriesOfWallet(walletId)
      .filter((entry) => startOfBucket(entry.created_at, 'MONTH', timeZone) === start)
      .map(({ amount }) => amount);
    return {
      monthStart: iso(start),
      moneyIn: money(sum(amounts.filter((amount) => amount > 0)), currency),
      moneyOut: money(-sum(amounts.filter((amount) => amount < 0)), currency),
    };
  });
}

/** The entries of a statement: those booked at or after `from` and before `to`, oldest first. */
export function statementEntries(facts: Facts, walletId: string, from: number, to: number): EntryRow[] {
  return facts.entriesOfWallet(walletId).filter((entry) => within(entry.created_at, from, to));
}

export function statementFigures(facts: Facts, walletId: string, from: number, to: number) {
  const { currency } = facts.wallet(walletId);
  const entries = facts.entriesOfWallet(walletId);
  const own = statementEntries(facts, walletId, from, to).map(({ amount }) => amount);
  const [credits, debits] = [own.filter((amount) => amount > 0), own.filter((amount) => amount < 0)];
  return {
    from: iso(from),
    to: iso(to),
    opening: money(postedBefore(entries, from), currency),
    closing: money(postedBefore(entries, to), currency),
    credits: { currency, count: credits.length, amount: money(sum(credits), currency) },
    debits: { currency, count: debits.length, amount: money(-sum(debits), currency) },
  };
}
