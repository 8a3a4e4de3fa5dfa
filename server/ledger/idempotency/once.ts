import type { EntityManager } from '@mikro-orm/core';
import { earlierUse } from './earlier-use.js';
import { LedgerError, Rejection } from '../errors.js';
import type { IdempotencyRecord } from '../model/idempotency-record.js';
import { openRecord, pinnedRejection, pinRejection, type Claim } from './idempotency.js';

/** An act that is carried out once for its key, with the functions that store and find its outcome. */
export interface Deed<Effect> {
  /** Checks everything before it changes anything; a rejection that is returned is pinned to the key. */
  readonly act: () => Promise<Effect | Rejection>;
  /** Stores the outcome in the record. */
  readonly pin: (record: IdempotencyRecord, effect: Effect) => void;
  /** Finds the outcome of the first time, in its present state. */
  readonly find: (record: IdempotencyRecord) => Promise<Effect>;
}

export interface Done<Effect> {
  readonly effect: Effect;
  /** True when an earlier attempt with this key had the effect. */
  readonly replayed: boolean;
}

/**
 * Carries out an act once for its key, for writes that do not pass through the ledger's queue. Without a key it is
 * carried out each time.
 *
 * @returns The pinned rejection or IDEMPOTENCY_KEY_REUSED as values, because both are stored in the same unit of work.
 */
export async function once<Effect>(
  em: EntityManager,
  claim: Claim | undefined,
  { act, pin, find }: Deed<Effect>,
): Promise<Done<Effect> | LedgerError> {
  const earlier = claim && (await earlierUse(em, claim));
  if (earlier instanceof LedgerError) return earlier;
  if (earlier) return pinnedRejection(earlier) ?? { effect: await find(earlier), replayed: true };
  const outcome = await act();
  if (claim) {
    const record = openRecord(claim);
    if (outcome instanceof Rejection) pinRejection(record, outcome);
    else pin(record, outcome);
    em.persist(record);
  }
  return outcome instanceof Rejection ? outcome : { effect: outcome, replayed: false };
}
