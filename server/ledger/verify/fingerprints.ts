import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseStoredJson } from '../chain/chain-rows.js';
import { fingerprintOf } from '../idempotency/idempotency.js';
import { actionsOn } from '../model/operations.js';
import { MOVEMENTS, type MovementOperation } from '../model/transaction-types.js';
import { translated } from '../database/sql.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Row {
  readonly principal_id: string;
  readonly key: string;
  readonly operation: string;
  readonly fingerprint: string;
  readonly amount: string | null;
  readonly currency: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: string | null;
  /** Null like the rest of the transaction when the key stands for none. */
  readonly source_wallet_id: string | null;
  readonly destination_wallet_id: string;
  /** Of the destination wallet. */
  readonly owner_id: string | null;
  /** Of a settlement: what it was done to, and why. */
  readonly settled_id: string | null;
  readonly reason: string | null;
  readonly settled_at: string | null;
  readonly created_at: string;
}

/** SQL for the audit action of a key that settled a transaction. */
const SETTLEMENT_ACTION = translated('r.operation', actionsOn('TRANSACTION'));

/**
 * Each key's fingerprint against the transaction it stands for: a customer's own request is all in its transaction, so the
 * fingerprint can be made again. This is what finds a change of a transaction that has no entries yet.
 */
export async function checkFingerprints(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  // No index leads from new transactions to their keys.
  if (since) return;
  let after: [string, string] = ['', ''];
  for (let full = true; full;) {
    const page = await snapshot.rows<Row>(
      `select r.principal_id, r.key, r.operation, r.fingerprint, cast(t.amount as text) as amount, t.currency,
        t.reference, t.description, t.metadata, t.source_wallet_id, t.destination_wallet_id, d.owner_id,
        a.transaction_id as settled_id, a.reason, cast(a.at as text) as settled_at,
        cast(r.created_at as text) as created_at
      from (select * from idempotency_records where (principal_id, key) > (?, ?)
        order by principal_id, key limit ${pageRows}) r
      left join transactions t on t.id = r.transaction_id
      left join wallets d on d.id = t.destination_wallet_id
      left join audit_events a on a.action = ${SETTLEMENT_ACTION}
        and a.transaction_id = case when r.operation = 'reverse' then t.reversal_of_id else t.id end
      order by r.principal_id, r.key`,
      after,
    );
    for (const row of page) {
      if (row.settled_at !== null && row.settled_at !== row.created_at) {
        problems.add({
          code: 'RECORD_TIME',
          subject: { table: 'idempotency_records', id: `${row.principal_id} ${row.key}` },
          message: 'A key was used when what it stands for was asked for',
          expected: row.settled_at,
          found: row.created_at,
        });
      }
      const due = fingerprintsOf(row);
      if (due.length === 0 || due.includes(row.fingerprint)) continue;
      problems.add({
        code: 'RECORD_FINGERPRINT',
        subject: { table: 'idempotency_records', id: `${row.principal_id} ${row.key}` },
        message: 'The fingerprint of a key is that of the transaction it stands for',
        expected: due[0] ?? 'none',
        found: row.fingerprint,
      });
    }
    const last = page.at(-1);
    after = [last?.principal_id ?? '', last?.key ?? ''];
    full = page.length === pageRows;
    await nextTurn();
  }
}

/** Returns the possible fingerprints; none when the transaction is missing or does not hold the whole request. */
function fingerprintsOf(row: Row): string[] {
  const { operation, currency, reference, description } = row;
  if (row.source_wallet_id === null) return [];
  if (isMovement(operation)) {
    const metadata = parseStoredJson(row.metadata);
    const movement = { operation, amount: Number(row.amount), currency, reference, description, metadata };
    const sides = {
      sourceWalletId: row.source_wallet_id,
      destinationWalletId: row.destination_wallet_id,
      destinationOwnerId: row.owner_id,
    };
    return MOVEMENTS[operation].asked(sides).map((asked) => fingerprintOf({ ...movement, ...asked }));
  }
  if (row.settled_id === null) return [];
  return [fingerprintOf({ operation, transactionId: row.settled_id, reason: row.reason })];
}

function isMovement(operation: string): operation is MovementOperation {
  return Object.hasOwn(MOVEMENTS, operation);
}
