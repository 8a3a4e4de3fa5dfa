import type { EntityManager } from '@mikro-orm/core';
import type { LedgerError } from '../errors.js';
import { IdempotencyRecord } from '../model/idempotency-record.js';
import { conflictOf, type Claim } from './idempotency.js';
import { KeyUses } from './key-uses.js';

/**
 * Finds the record of an earlier use of a key, for writes that do not pass through the ledger's queue, and counts the
 * repeated use in the present unit of work.
 *
 * @returns Undefined while the key is unused; IDEMPOTENCY_KEY_REUSED as a value, because a conflict is counted as well.
 */
export async function earlierUse(
  em: EntityManager,
  claim: Claim,
): Promise<IdempotencyRecord | LedgerError | undefined> {
  const record = await em.findOne(IdempotencyRecord, [claim.principalId, claim.idempotencyKey]);
  if (!record) return undefined;
  const uses = new KeyUses();
  const conflict = conflictOf(record, claim);
  if (conflict) uses.conflicted(claim);
  else uses.replayed(claim);
  await uses.store(em);
  return conflict ?? record;
}
