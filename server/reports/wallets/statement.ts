import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import { positionsBefore } from '../../ledger/queries/positions.js';
import { shardsOf } from '../../ledger/queries/shards.js';
import { sumsOfSpan, type EntrySpan, type EntrySum } from '../../ledger/queries/statement-entries.js';
import { assertRange } from '../shared/range.js';

/** Maximum number of entries that are summed in one turn of the event loop. */
const ADDED_UP_AT_ONCE = 10_000;

/**
 * The entries of a wallet in a span of time, as an unbroken run of sequences in each of its shards. So the opening balance
 * and the entries add up to the closing balance, even when the clock was set back, and the next statement opens with this
 * closing balance. Balances are in minor units.
 */
export interface StatementSpan {
  /** One for a wallet without shards. */
  readonly spans: readonly EntrySpan[];
  readonly entries: number;
  readonly opening: number;
  readonly closing: number;
}

/**
 * Finds the entries booked at or after `from` and before `to`.
 *
 * @throws LedgerError BAD_USER_INPUT unless `from` is before `to` and both are moments.
 */
export async function statementSpan(
  em: EntityManager,
  walletId: string,
  from: Date,
  to: Date,
): Promise<StatementSpan> {
  assertRange(from, to);
  const shards = (await shardsOf(em, [walletId])).get(walletId) ?? [{ walletId, shard: 0 }];
  const spans: EntrySpan[] = [];
  const [opening, closing]: [number[], number[]] = [[], []];
  for (const { walletId: id, shard } of shards) {
    const [start, end] = await positionsBefore(em, id, [from, to]);
    spans.push({ walletId: id, shard, after: start?.sequence ?? 0, upTo: end?.sequence ?? 0 });
    opening.push(start?.balance ?? 0);
    closing.push(end?.balance ?? 0);
  }
  const entries = sumOf(spans.map(({ after, upTo }) => upTo - after));
  return { spans, entries, opening: sumOf(opening), closing: sumOf(closing) };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Sums credits and debits in pieces, so that a long statement does not block other requests. */
export async function statementSums(
  em: EntityManager,
  spans: readonly EntrySpan[],
): Promise<{ credits: EntrySum; debits: EntrySum }> {
  let sums = { credits: NOTHING, debits: NOTHING };
  for (const { walletId, after, upTo } of spans) {
    for (let from = after; from < upTo; from += ADDED_UP_AT_ONCE) {
      const piece = { walletId, after: from, upTo: Math.min(from + ADDED_UP_AT_ONCE, upTo) };
      const { credits, debits } = await sumsOfSpan(em, piece);
      sums = { credits: plus(sums.credits, credits), debits: plus(sums.debits, debits) };
      await nextTurn();
    }
  }
  return sums;
}

const NOTHING: EntrySum = { count: 0, amount: 0n };

function plus(one: EntrySum, other: EntrySum): EntrySum {
  return { count: one.count + other.count, amount: one.amount + other.amount };
}
