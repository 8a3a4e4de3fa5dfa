import type { EntityManager } from '@mikro-orm/core';
import { earlierUse } from './earlier-use.js';
import { LedgerError, Rejection } from '../errors.js';
import type { IdempotencyRecord } from '../model/idempotency-record.js';
import { openRecord, pinnedRejection, pinRejection, type Claim } from './idempotency.js';

/** Something that is done once for its key, and what a key says of it. */
export interface Deed<Effect> {
  /** Checks everything before it changes anything; a rejection that is returned is pinned to the key. */
  readonly act: () => Promise<Effect | Rejection>;
  /** Writes down what came of it. */
  readonly pin: (record: IdempotencyRecord, effect: Effect) => void;
  /** Finds what came of it the first time, as it is now. */
  readonly find: (record: IdempotencyRecord) => Promise<Effect>;
}

export interface Done<Effect> {
  readonly effect: Effect;
  /** True when an earlier attempt with this key had it. */
  readonly replayed: boolean;
}

/**
 * Does something once for its key, for writes that do not pass through the ledger's queue; without a key, simply does it.
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
