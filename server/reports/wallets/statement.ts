import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import { positionsBefore } from '../../ledger/queries/positions.js';
import { sumsOfSpan, type EntrySpan, type EntrySum } from '../../ledger/queries/statement-entries.js';
import { assertRange } from '../shared/range.js';

/** How many entries are added up in one turn of the event loop. */
const ADDED_UP_AT_ONCE = 10_000;

/**
 * What happened to a wallet in a stretch of time, as an unbroken run of its entries. So what it opens with, and every entry
 * of it, add up to what it closes with, even where the clock was set back; and the next statement opens with what this one
 * closes with. Balances are in minor units.
 */
export interface StatementSpan extends EntrySpan {
  readonly opening: number;
  readonly closing: number;
}

/**
 * Finds the entries of a statement: those booked at or after `from` and before `to`.
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
  const [start, end] = await positionsBefore(em, walletId, [from, to]);
  return {
    walletId,
    after: start?.sequence ?? 0,
    upTo: end?.sequence ?? 0,
    opening: start?.balance ?? 0,
    closing: end?.balance ?? 0,
  };
}

/** What came in and what went out, read in pieces, so that a long statement keeps nobody else waiting. */
export async function statementSums(
  em: EntityManager,
  { walletId, after, upTo }: EntrySpan,
): Promise<{ credits: EntrySum; debits: EntrySum }> {
  let sums = { credits: NOTHING, debits: NOTHING };
  for (let from = after; from < upTo; from += ADDED_UP_AT_ONCE) {
    const piece = { walletId, after: from, upTo: Math.min(from + ADDED_UP_AT_ONCE, upTo) };
    const { credits, debits } = await sumsOfSpan(em, piece);
    sums = { credits: plus(sums.credits, credits), debits: plus(sums.debits, debits) };
    await nextTurn();
  }
  return sums;
}

const NOTHING: EntrySum = { count: 0, amount: 0n };

function plus(one: EntrySum, other: EntrySum): EntrySum {
  return { count: one.count + other.count, amount: one.amount + other.amount };
}
