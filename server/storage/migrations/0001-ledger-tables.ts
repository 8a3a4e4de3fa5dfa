import { BALANCE_MAX_MINOR, AMOUNT_MAX_MINOR } from '../../ledger/money/money.js';
/**
 * Tables for users, sessions, wallets, transactions, entries and idempotency records, with constraints that the
 * database itself enforces. STRICT refuses a value of another type, and WITHOUT ROWID keeps a table in the order of its primary
 * key. SQLite has no type for an instant, which is a whole number of milliseconds since 1970, nor for a boolean, which is 1 or 0.
 */
export function ledgerTables(): string[] {
  const end = ') strict, without rowid';
  return [
    `create table users (
      id text primary key,
      email text not null,
      email_key text not null constraint users_email_key_unique unique,
      display_name text not null,
      role text not null check (role in ('CUSTOMER', 'ANALYST', 'OPERATOR')),
      status text not null check (status in ('ACTIVE', 'SUSPENDED')),
      password_hash text not null,
      created_at integer not null
    ${end}`,

    `create table sessions (
      id text primary key,
      token_hash text not null constraint sessions_token_hash_unique unique,
      user_id text not null references users (id),
      created_at integer not null,
      expires_at integer not null,
      revoked_at integer
    ${end}`,
    `create index sessions_user on sessions (user_id)`,

    `create table wallets (
      id text primary key,
      owner_id text references users (id),
      kind text not null check (kind in ('CUSTOMER', 'TREASURY', 'ESCROW')),
      currency text not null check (length(currency) = 3),
      name text not null,
      status text not null check (status in ('ACTIVE', 'FROZEN', 'CLOSED')),
      posted integer not null check (posted between -${String(BALANCE_MAX_MINOR)} and ${String(BALANCE_MAX_MINOR)}),
      held integer not null check (held >= 0),
      incoming integer not null check (incoming >= 0),
      sequence integer not null check (sequence >= 0),
      created_at integer not null,
      constraint wallets_only_treasury_below_zero check (kind = 'TREASURY' or posted - held >= 0),
      constraint wallets_customers_have_owners check ((kind = 'CUSTOMER') = (owner_id is not null)),
      constraint wallets_closed_are_empty check (status <> 'CLOSED' or (posted = 0 and held = 0))
    ${end}`,
    `create index wallets_owner on wallets (owner_id, id)`,
    `create unique index wallets_one_house_wallet_a_currency on wallets (currency, kind) where owner_id is null`,

    `create table transactions (
      id text primary key,
      type text not null check (type in ('DEPOSIT', 'TRANSFER', 'WITHDRAWAL', 'REVERSAL')),
      status text not null check (status in ('PENDING', 'POSTED', 'VOIDED')),
      amount integer not null check (amount between 1 and ${String(AMOUNT_MAX_MINOR)}),
      currency text not null check (length(currency) = 3),
      source_wallet_id text not null references wallets (id),
      destination_wallet_id text not null references wallets (id),
      initiated_by_id text not null references users (id),
      reference text,
      description text,
      metadata text,
      created_at integer not null,
      posted_at integer,
      reversal_of_id text constraint transactions_reversed_once unique references transactions (id),
      constraint transactions_two_wallets check (source_wallet_id <> destination_wallet_id),
      constraint transactions_posted_have_a_time check ((status = 'POSTED') = (posted_at is not null)),
      constraint transactions_reversals_have_an_original check ((type = 'REVERSAL') = (reversal_of_id is not null))
    ${end}`,
    `create index transactions_source on transactions (source_wallet_id, id)`,
    `create index transactions_destination on transactions (destination_wallet_id, id)`,
    // Covers reports that sum a span of time, so that they read no transaction rows.
    `create index transactions_posted_at on transactions (posted_at, currency, type, amount)`,
    `create index transactions_pending on transactions (currency, type, amount) where status = 'PENDING'`,

    `create table entries (
      id text primary key,
      wallet_id text not null references wallets (id),
      sequence integer not null check (sequence >= 1),
      transaction_id text not null references transactions (id),
      amount integer not null check (amount <> 0),
      balance_after integer not null,
      created_at integer not null,
      constraint entries_sequence_unique unique (wallet_id, sequence),
      constraint entries_one_a_wallet_and_transaction unique (transaction_id, wallet_id)
    ${end}`,

    `create table idempotency_records (
      principal_id text not null references users (id),
      key text not null check (length(key) between 1 and 255),
      operation text not null,
      fingerprint text not null check (length(fingerprint) = 64),
      transaction_id text references transactions (id),
      wallet_id text references wallets (id),
      rejection_code text,
      rejection_message text,
      rejection_details text,
      created_at integer not null,
      primary key (principal_id, key),
      constraint idempotency_records_one_outcome check (
        case when transaction_id is null then 0 else 1 end
          + case when wallet_id is null then 0 else 1 end
          + case when rejection_code is null then 0 else 1 end = 1)
    ${end}`,
    `create index idempotency_records_declines on idempotency_records (created_at, rejection_code)
      where rejection_code is not null`,

    // Volumes posted before the mark, by hour; later ones are counted live. An amount is kept as whole billions and the
    // rest, because an hour of large transactions may exceed 64 bits.
    `create table volume_hours (
      hour_start integer not null,
      currency text not null,
      type text not null,
      count integer not null check (count > 0),
      amount_billions integer not null,
      amount_rest integer not null,
      primary key (hour_start, currency, type)
    ${end}`,
    `create table volume_mark (
      id integer primary key check (id = 1),
      rolled_up_to integer not null
    ${end}`,

    `create table verifications (
      id text primary key,
      started_at integer not null,
      finished_at integer not null,
      transactions integer not null,
      problems integer not null
    ${end}`,
  ];
}
