import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from './model/clock.js';
import { LedgerError } from './errors.js';
import type { Ledger } from './ledger.js';
import { selectRows } from './database/sql.js';

/** Maximum number of transactions that are expired together; the next group follows at once. */
const STEP = 500;

/**
 * Voids every PENDING transaction whose time is over. Each is a command of its own in the ledger's queue, which finds out
 * under the lock whether it is still pending, so it may run at any time, twice, and on several nodes.
 *
 * @returns How many this call has voided.
 * @throws LedgerError UNAVAILABLE, OUTCOME_UNKNOWN
 */
export async function expirePending(ledger: Ledger, reader: EntityManager, clock: Clock): Promise<number> {
  let expired = 0;
  let after: readonly [Date, string] = [new Date(0), ''];
  for (;;) {
    const rows = await selectRows<{ id: string; expires_at: number | string | Date }>(
      reader.fork(),
      `select id, expires_at from transactions where status = 'PENDING' and expires_at <= ? and (expires_at, id) > (?, ?)
      order by expires_at, id limit ?`,
      [clock.now(), ...after, STEP],
    );
    const outcomes = await Promise.allSettled(
      rows.map(async ({ id }) =>
        ledger.submit({
          operation: 'expire',
          principalId: null,
          idempotencyKey: null,
          transactionId: id,
        }),
      ),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') expired += 1;
      else if (!isDecidedAlready(outcome.reason)) throw outcome.reason;
    }
    const last = rows.at(-1);
    if (rows.length < STEP || !last) return expired;
    after = [new Date(last.expires_at), last.id];
  }
}

/** Somebody else posted, voided or expired it between our look and our turn. */
function isDecidedAlready(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'INVALID_STATE';
}
