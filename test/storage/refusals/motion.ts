import { inserting, replacing, running, type Refusal } from './cases.js';

const AUDIT = 'audit_events are append-only';
const NO_GAP = 'audit events have no gap';
const GROW = 'uses of a key are counted, never uncounted';

export const MOTION_REFUSALS: readonly Refusal[] = [
  running(
    "update transactions set expires_at = 1 where id = 'waiting'",
    'the expiry of a transaction never changes',
  ),
  running(
    "update transactions set voided_at = 2 where id = 'voided'",
    'a posted or voided transaction never changes',
  ),
  running(
    "update transactions set status = 'VOIDED' where id = 'waiting'",
    'CHECK constraint failed: transactions_voided_have_a_time',
  ),
  inserting('transactions', { voided_at: 1 }, 'CHECK constraint failed: transactions_voided_have_a_time'),

  running("update audit_events set reason = 'other'", AUDIT),
  running('delete from audit_events where sequence = 2', AUDIT),
  replacing('audit_events', { sequence: 1 }, NO_GAP),
  inserting(
    'audit_events',
    { sequence: 1 },
    'UNIQUE constraint failed: audit_events.sequence',
    'audit_events_count_from_one',
  ),
  inserting('audit_events', { sequence: 4 }, NO_GAP),
  inserting(
    'audit_events',
    { sequence: 0 },
    'CHECK constraint failed: sequence >= 1',
    'audit_events_count_from_one',
  ),
  inserting('audit_events', { hash: 'f' }, 'CHECK constraint failed: length(hash) = 64'),
  running("update audit_personal_details set details = '[]'", 'audit_personal_details are never changed'),
  replacing('audit_personal_details', { sequence: 1 }, 'audit_personal_details are never replaced'),
  inserting(
    'audit_personal_details',
    { sequence: 1 },
    'UNIQUE constraint failed: audit_personal_details.sequence',
    'audit_personal_details_are_never_replaced',
  ),
  inserting('audit_personal_details', { salt: 'f' }, 'CHECK constraint failed: length(salt) = 64'),

  running("update transfer_batches set mode = 'ATOMIC'", 'transfer_batches are append-only'),
  running("delete from transfer_batches where id = 'lonely'", 'transfer_batches are append-only'),
  replacing('transfer_batches', { id: 'batch' }, 'transfer_batches are never replaced'),
  inserting('transfer_batches', { mode: 'SOME' }, "CHECK constraint failed: mode in ('ATOMIC', 'EACH')"),
  inserting(
    'transfer_batches',
    { content_digest: 'f' },
    'CHECK constraint failed: transfer_batches_content_digest_is_a_digest',
  ),
  inserting('transfer_batches', { item_count: 0 }, 'CHECK constraint failed: item_count >= 1'),
  inserting(
    'transfer_batches',
    { id: 'batch' },
    'UNIQUE constraint failed: transfer_batches.id',
    'transfer_batches_are_never_replaced',
  ),

  running(
    "update transfer_batch_items set error_message = 'other' where position = 0",
    'transfer_batch_items are append-only',
  ),
  running('delete from transfer_batch_items', 'transfer_batch_items are append-only'),
  replacing('transfer_batch_items', { position: 0 }, 'transfer_batch_items are never replaced'),
  inserting('transfer_batch_items', { position: -1 }, 'CHECK constraint failed: position >= 0'),
  inserting(
    'transfer_batch_items',
    { transaction_id: null },
    'CHECK constraint failed: transfer_batch_items_one_outcome',
  ),
  inserting(
    'transfer_batch_items',
    { error_code: 'SAME_WALLET' },
    'CHECK constraint failed: transfer_batch_items_one_outcome',
  ),
  inserting(
    'transfer_batch_items',
    { position: 0 },
    'UNIQUE constraint failed: transfer_batch_items.batch_id, transfer_batch_items.position',
    'transfer_batch_items_are_never_replaced',
  ),
  inserting(
    'transfer_batch_items',
    { transaction_id: 'undone' },
    'UNIQUE constraint failed: transfer_batch_items.transaction_id',
    'transfer_batch_items_are_never_replaced',
  ),

  running('update idempotency_uses set replays = 0', GROW),
  inserting('idempotency_uses', { replays: -1 }, 'CHECK constraint failed: replays >= 0'),
  inserting('idempotency_uses', { conflicts: -1 }, 'CHECK constraint failed: conflicts >= 0'),
  inserting(
    'idempotency_uses',
    { key: 'made' },
    'UNIQUE constraint failed: idempotency_uses.principal_id, idempotency_uses.key',
  ),
  inserting(
    'idempotency_use_hours',
    { hour_start: 0 },
    'UNIQUE constraint failed: idempotency_use_hours.hour_start',
  ),

  inserting('review_rules', { currency: 'KESH' }, 'CHECK constraint failed: length(currency) = 3'),
  inserting(
    'review_rules',
    { withdrawals_above: -1 },
    'CHECK constraint failed: withdrawals_above between 0 and 999999999999999',
  ),
  inserting('review_rules', { currency: 'KES' }, 'UNIQUE constraint failed: review_rules.currency'),
];
