import type { EntityManager } from '@mikro-orm/core';
import type { UnitsOfWork } from '../database/unit-of-work.js';
import { LedgerError, Rejection } from '../errors.js';
import type { IdempotencyRecord } from '../model/idempotency-record.js';
import { ClaimedKeys } from './claimed-keys.js';
import type { Claim, Pinned } from './idempotency.js';

/** A write that happens once for its key, with the functions that store and find its outcome. */
export interface IdempotentWrite<Effect> {
  /** Checks everything before it changes anything; a rejection that is returned is pinned to the key. */
  readonly act: () => Promise<Effect | Rejection>;
  /** Returns the outcome as it is pinned to the key. */
  readonly pinned: (effect: Effect) => Pinned;
  /** Finds the outcome of the first time, as it is now. */
  readonly find: (record: IdempotencyRecord) => Promise<Effect>;
}

export interface IdempotentResult<Effect> {
  readonly effect: Effect;
  /** True when an earlier attempt with this key had the effect. */
  readonly replayed: boolean;
}

/**
 * Runs a write in a unit of work of its own, once for its key, for writes that do not pass through the ledger's queue;
 * without a key, simply runs it.
 *
 * @param writeIn Makes the write. May throw, when the caller may not even hear of the first outcome.
 * @throws The pinned rejection, IDEMPOTENCY_KEY_REUSED, and whatever the write throws.
 */
export async function once<Effect>(
  units: UnitsOfWork,
  claim: Claim | undefined,
  writeIn: (em: EntityManager) => IdempotentWrite<Effect> | Promise<IdempotentWrite<Effect>>,
): Promise<IdempotentResult<Effect>> {
  const outcome = await units.run(async (em) => attempt(em, claim, await writeIn(em)));
  if (outcome instanceof LedgerError) throw outcome;
  return outcome;
}

/** @returns Errors as values, because the unit of work stores that they were heard. */
async function attempt<Effect>(
  em: EntityManager,
  claim: Claim | undefined,
  { act, pinned, find }: IdempotentWrite<Effect>,
): Promise<IdempotentResult<Effect> | LedgerError> {
  const keys = await ClaimedKeys.load(em, claim ? [claim] : []);
  const earlier = claim && keys.earlier(claim);
  if (earlier) {
    await keys.storeUses(em);
    return earlier instanceof LedgerError ? earlier : { effect: await find(earlier), replayed: true };
  }
  const outcome = await act();
  if (claim) keys.pin(claim, outcome instanceof Rejection ? outcome : pinned(outcome));
  em.persist(keys.made);
  return outcome instanceof Rejection ? outcome : { effect: outcome, replayed: false };
}
