import type { EntityManager } from '@mikro-orm/core';
import type { LedgerError, Rejection } from '../errors.js';
import { IdempotencyRecord } from '../model/idempotency-record.js';
import { conflictOf, pinnedRejection, recordOf, scopedKey, type Claim, type Pinned } from './idempotency.js';
import { KeyUses } from './key-uses.js';

/**
 * The keys that a unit of work uses, with the stored outcome of each and the new ones. A key twice in one unit of work is
 * treated like a key that comes again later.
 */
export class ClaimedKeys {
  /** Rows to be inserted, in the order they were made. */
  readonly made: IdempotencyRecord[] = [];
  readonly #records: Map<string, IdempotencyRecord>;
  readonly #uses = new KeyUses();

  /** @param stored The records of the keys when the unit of work began. */
  private constructor(readonly stored: readonly IdempotencyRecord[]) {
    this.#records = new Map(stored.map((record) => [scopedKey(record.principalId, record.key), record]));
  }

  static async load(em: EntityManager, claims: readonly Claim[]): Promise<ClaimedKeys> {
    const keys = new Map(
      claims.map(({ principalId, idempotencyKey }) => [
        scopedKey(principalId, idempotencyKey),
        [principalId, idempotencyKey] as [string, string],
      ]),
    );
    return new ClaimedKeys(keys.size === 0 ? [] : await em.find(IdempotencyRecord, [...keys.values()]));
  }

  /**
   * Looks up the earlier use of a key and counts this one as a further use; undefined while the key is unused.
   *
   * @returns IDEMPOTENCY_KEY_REUSED where it stands for another request, the pinned rejection, or the record of what was done.
   */
  earlier(claim: Claim): LedgerError | IdempotencyRecord | undefined {
    const record = this.#records.get(scopedKey(claim.principalId, claim.idempotencyKey));
    if (!record) return undefined;
    const conflict = conflictOf(record, claim);
    if (conflict) this.#uses.conflicted(claim);
    else this.#uses.replayed(claim);
    return conflict ?? pinnedRejection(record) ?? record;
  }

  /** Pins an outcome to an unused key. */
  pin(claim: Claim, outcome: Pinned | Rejection): void {
    const record = recordOf(claim, outcome);
    this.#records.set(scopedKey(claim.principalId, claim.idempotencyKey), record);
    this.made.push(record);
  }

  /** Stores how often keys came again. */
  async storeUses(em: EntityManager): Promise<void> {
    await this.#uses.store(em);
  }
}
