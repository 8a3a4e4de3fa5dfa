import { appendOnly, refuse, refuseToReplace } from './triggers.sqlite.js';

/** Triggers by which SQLite itself refuses forbidden changes to the rows of migration 0002. */
export const MOTION_TRIGGERS_SQLITE: readonly string[] = [
  refuse(
    'transactions_keep_their_expiry',
    'before update of expires_at on transactions',
    'the expiry of a transaction never changes',
  ),
  refuse(
    'transactions_are_voided_once',
    `before update of voided_at on transactions when old.status <> 'PENDING'`,
    'a posted or voided transaction never changes',
  ),

  ...appendOnly('audit_events'),
  // Also refuses to replace an event.
  refuse(
    'audit_events_count_from_one',
    `before insert on audit_events
      when new.sequence <> (select coalesce(max(sequence), 0) + 1 from audit_events)`,
    'audit events have no gap',
  ),

  ...appendOnly('transfer_batches'),
  refuseToReplace('transfer_batches', 'id = new.id'),
  ...appendOnly('transfer_batch_items'),
  refuseToReplace(
    'transfer_batch_items',
    'batch_id = new.batch_id and position = new.position',
    'transaction_id = new.transaction_id',
  ),

  // The rebuilt table has lost its triggers, so they are made again.
  refuse(
    'idempotency_records_are_never_changed',
    'before update on idempotency_records',
    'outcomes are pinned',
  ),
  refuse(
    'idempotency_records_are_never_removed',
    'before delete on idempotency_records',
    'outcomes are pinned',
  ),
  refuseToReplace('idempotency_records', 'principal_id = new.principal_id and key = new.key'),

  refuse(
    'idempotency_uses_only_grow',
    `before update on idempotency_uses
      when new.replays < old.replays or new.conflicts < old.conflicts
        or new.principal_id <> old.principal_id or new.key <> old.key`,
    'uses of a key are counted, never uncounted',
  ),
];
