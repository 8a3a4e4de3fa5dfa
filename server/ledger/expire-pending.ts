import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from './model/clock.js';
import { LedgerError } from './errors.js';
import type { Ledger } from './ledger.js';
import { selectRows } from './database/sql.js';

/** Maximum number of transactions that are expired together; the next group follows at once. */
const STEP = 500;

/**
 * Voids every PENDING transaction that has expired. Each is a command in the ledger's queue, which checks under the
 * lock that it is still pending, so this may run at any time, twice, and on several nodes.
 *
 * @returns The number of transactions that this call has voided.
 * @throws LedgerError UNAVAILABLE, OUTCOME_UNKNOWN
 */
export async function expirePending(ledger: Ledger, reader: EntityManager, clock: Clock): Promise<number> {
  let expired = 0;
  let after: readonly [Date, string] = [new Date(0), ''];
  for (;;) {
    const rows = await selectRows<{ id: string; expires_at: number }>(
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

/** True when the transaction was posted, voided or expired between the read and the command. */
function isDecidedAlready(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'INVALID_STATE';
}
