import { AMOUNT_MAX_MINOR } from '../../ledger/money/money.js';
import type { ColumnTypes } from './column-types.js';

/**
 * Tables and columns for the expiry of pending transactions, review rules, batches, the audit log, and repeated uses of
 * keys.
 */
export function motionTables(t: ColumnTypes): string[] {
  const end = `) ${t.tableOptions}`;
  return [
    `alter table transactions add column expires_at ${t.instant}`,
    `alter table transactions add column voided_at ${t.instant}
      constraint transactions_voided_have_a_time check ((status = 'VOIDED') = (voided_at is not null))`,
    `create index transactions_expiring on transactions (expires_at) where status = 'PENDING'`,
    `create index transactions_waiting on transactions (id) where status = 'PENDING'`,

    `create table audit_events (
      sequence ${t.count} primary key check (sequence >= 1),
      at ${t.instant} not null,
      actor_id ${t.id} references users (id),
      action ${t.text} not null,
      transaction_id ${t.id} references transactions (id),
      wallet_id ${t.id} references wallets (id),
      user_id ${t.id} references users (id),
      reason ${t.text},
      details ${t.json},
      hash ${t.text} not null check (length(hash) = 64)
    ${end}`,
    ...['transaction', 'wallet', 'user', 'actor'].map(
      (subject) =>
        `create index audit_events_${subject} on audit_events (${subject}_id, sequence) where ${subject}_id is not null`,
    ),

    `create table review_rules (
      currency ${t.text} primary key check (length(currency) = 3),
      withdrawals_above ${t.money} not null check (withdrawals_above between 0 and ${AMOUNT_MAX_MINOR}),
      set_at ${t.instant} not null,
      set_by_id ${t.id} not null references users (id)
    ${end}`,

    `create table transfer_batches (
      id ${t.id} primary key,
      mode ${t.text} not null check (mode in ('ATOMIC', 'EACH')),
      initiated_by_id ${t.id} not null references users (id),
      item_count ${t.count} not null check (item_count >= 1),
      created_at ${t.instant} not null
    ${end}`,
    `create table transfer_batch_items (
      batch_id ${t.id} not null references transfer_batches (id),
      position ${t.count} not null check (position >= 0),
      transaction_id ${t.id} constraint transfer_batch_items_transaction_unique unique references transactions (id),
      error_code ${t.text},
      error_message ${t.text},
      error_details ${t.json},
      primary key (batch_id, position),
      constraint transfer_batch_items_one_outcome check ((transaction_id is null) <> (error_code is null))
    ${end}`,

    // A key may now stand for a batch as well. SQLite cannot change a constraint in place, so the table is rebuilt.
    `create table idempotency_records_next (
      principal_id ${t.id} not null references users (id),
      key ${t.text} not null check (length(key) between 1 and 255),
      operation ${t.text} not null,
      fingerprint ${t.text} not null check (length(fingerprint) = 64),
      transaction_id ${t.id} references transactions (id),
      wallet_id ${t.id} references wallets (id),
      batch_id ${t.id} references transfer_batches (id),
      user_id ${t.id} references users (id),
      rejection_code ${t.text},
      rejection_message ${t.text},
      rejection_details ${t.json},
      created_at ${t.instant} not null,
      primary key (principal_id, key),
      constraint idempotency_records_one_outcome check (
        case when transaction_id is null then 0 else 1 end
          + case when wallet_id is null then 0 else 1 end
          + case when batch_id is null then 0 else 1 end
          + case when user_id is null then 0 else 1 end
          + case when rejection_code is null then 0 else 1 end = 1)
    ${end}`,
    `insert into idempotency_records_next (principal_id, key, operation, fingerprint, transaction_id, wallet_id,
        rejection_code, rejection_message, rejection_details, created_at)
      select principal_id, key, operation, fingerprint, transaction_id, wallet_id,
        rejection_code, rejection_message, rejection_details, created_at from idempotency_records`,
    `drop table idempotency_records`,
    `alter table idempotency_records_next rename to idempotency_records`,
    `create index idempotency_records_declines on idempotency_records (created_at, rejection_code)
      where rejection_code is not null`,

    `create table idempotency_uses (
      principal_id ${t.id} not null,
      key ${t.text} not null,
      replays ${t.count} not null check (replays >= 0),
      conflicts ${t.count} not null check (conflicts >= 0),
      last_at ${t.instant} not null,
      primary key (principal_id, key),
      foreign key (principal_id, key) references idempotency_records (principal_id, key)
    ${end}`,
    `create index idempotency_uses_recent on idempotency_uses (last_at)`,
    `create table idempotency_use_hours (
      hour_start ${t.instant} not null,
      replays ${t.count} not null check (replays >= 0),
      conflicts ${t.count} not null check (conflicts >= 0),
      primary key (hour_start)
    ${end}`,
  ];
}
