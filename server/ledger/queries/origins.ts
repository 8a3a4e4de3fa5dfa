import type { EntityManager } from '@mikro-orm/core';
import { selectRows, textsIn } from '../database/sql.js';
import { TYPES_MADE } from '../model/operations.js';

/** Under which key of whom something was asked for. */
export interface TransactionKey {
  readonly principalId: string;
  readonly key: string;
}

/** Operations whose key stands for the transaction that they have made; others settle one that is there. */
export const MAKING_OPERATIONS = textsIn(TYPES_MADE.map(([operation]) => operation));

/** Reason of transactions that expired, where others have the reason of the user who voided them. */
export const EXPIRED_REASON = 'It was not decided in time';

interface KeyRow {
  readonly transaction_id: string;
  readonly principal_id: string;
  readonly key: string;
}

/** The keys that transactions were made with; those of a batch were all made with the batch's. */
export async function keysOfTransactions(
  em: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TransactionKey>> {
  const marks = ids.map(() => '?').join(', ');
  const rows = await selectRows<KeyRow>(
    em,
    `select r.transaction_id, r.principal_id, r.key from idempotency_records r
      where r.transaction_id in (${marks}) and r.operation in (${MAKING_OPERATIONS})
    union all
    select i.transaction_id, r.principal_id, r.key from transfer_batch_items i
      join idempotency_records r on r.batch_id = i.batch_id where i.transaction_id in (${marks})`,
    [...ids, ...ids],
  );
  return new Map(
    rows.map(({ transaction_id: id, principal_id: principalId, key }) => [id, { principalId, key }]),
  );
}

interface VoidRow {
  readonly transaction_id: string;
  readonly action: string;
  readonly reason: string | null;
}

/** Reads the reasons of voided transactions from the audit log; null where none was needed. */
export async function voidReasonsOf(
  em: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await selectRows<VoidRow>(
    em,
    `select transaction_id, action, reason from audit_events
    where transaction_id in (${ids.map(() => '?').join(', ')})
      and action in ('TRANSACTION_VOIDED', 'TRANSACTION_EXPIRED')`,
    [...ids],
  );
  return new Map(
    rows.map(({ transaction_id: id, action, reason }) => [
      id,
      action === 'TRANSACTION_EXPIRED' ? EXPIRED_REASON : reason,
    ]),
  );
}
