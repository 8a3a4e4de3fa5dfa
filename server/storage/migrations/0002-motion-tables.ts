import { AMOUNT_MAX_MINOR } from '../../ledger/money/money.js';
/**
 * Tables and columns for the expiry of pending transactions, review rules, batches, the audit log, and repeated uses of
 * keys.
 */
export function motionTables(): string[] {
  const end = ') strict, without rowid';
  return [
    `alter table transactions add column expires_at integer`,
    `alter table transactions add column voided_at integer
      constraint transactions_voided_have_a_time check ((status = 'VOIDED') = (voided_at is not null))`,
    `create index transactions_expiring on transactions (expires_at) where status = 'PENDING'`,
    `create index transactions_waiting on transactions (id) where status = 'PENDING'`,

    `create table audit_events (
      sequence integer primary key check (sequence >= 1),
      at integer not null,
      actor_id text references users (id),
      action text not null,
      transaction_id text references transactions (id),
      wallet_id text references wallets (id),
      user_id text references users (id),
      reason text,
      details text,
      hash text not null check (length(hash) = 64)
    ${end}`,
    ...['transaction', 'wallet', 'user', 'actor'].map(
      (subject) =>
        `create index audit_events_${subject} on audit_events (${subject}_id, sequence) where ${subject}_id is not null`,
    ),

    `create table review_rules (
      currency text primary key check (length(currency) = 3),
      withdrawals_above integer not null check (withdrawals_above between 0 and ${AMOUNT_MAX_MINOR}),
      set_at integer not null,
      set_by_id text not null references users (id)
    ${end}`,

    `create table transfer_batches (
      id text primary key,
      mode text not null check (mode in ('ATOMIC', 'EACH')),
      initiated_by_id text not null references users (id),
      item_count integer not null check (item_count >= 1),
      created_at integer not null
    ${end}`,
    `create table transfer_batch_items (
      batch_id text not null references transfer_batches (id),
      position integer not null check (position >= 0),
      transaction_id text constraint transfer_batch_items_transaction_unique unique references transactions (id),
      error_code text,
      error_message text,
      error_details text,
      primary key (batch_id, position),
      constraint transfer_batch_items_one_outcome check ((transaction_id is null) <> (error_code is null))
    ${end}`,

    // A key may now stand for a batch as well. SQLite cannot change a constraint in place, so the table is rebuilt.
    `create table idempotency_records_next (
      principal_id text not null references users (id),
      key text not null check (length(key) between 1 and 255),
      operation text not null,
      fingerprint text not null check (length(fingerprint) = 64),
      transaction_id text references transactions (id),
      wallet_id text references wallets (id),
      batch_id text references transfer_batches (id),
      user_id text references users (id),
      rejection_code text,
      rejection_message text,
      rejection_details text,
      created_at integer not null,
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
      principal_id text not null,
      key text not null,
      replays integer not null check (replays >= 0),
      conflicts integer not null check (conflicts >= 0),
      last_at integer not null,
      primary key (principal_id, key),
      foreign key (principal_id, key) references idempotency_records (principal_id, key)
    ${end}`,
    `create index idempotency_uses_recent on idempotency_uses (last_at)`,
    `create table idempotency_use_hours (
      hour_start integer not null,
      replays integer not null check (replays >= 0),
      conflicts integer not null check (conflicts >= 0),
      primary key (hour_start)
    ${end}`,
  ];
}
