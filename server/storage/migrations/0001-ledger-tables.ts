import { BALANCE_MAX_MINOR, AMOUNT_MAX_MINOR } from '../../ledger/money/money.js';
import type { ColumnTypes } from './column-types.js';

/**
 * Tables for users, sessions, wallets, transactions, entries and idempotency records, with constraints that the
 * database itself enforces.
 */
export function ledgerTables(t: ColumnTypes): string[] {
  const end = `) ${t.tableOptions}`;
  return [
    `create table users (
      id ${t.id} primary key,
      email ${t.text} not null,
      email_key ${t.text} not null constraint users_email_key_unique unique,
      display_name ${t.text} not null,
      role ${t.text} not null check (role in ('CUSTOMER', 'ANALYST', 'OPERATOR')),
      status ${t.text} not null check (status in ('ACTIVE', 'SUSPENDED')),
      password_hash ${t.text} not null,
      created_at ${t.instant} not null
    ${end}`,

    `create table sessions (
      id ${t.id} primary key,
      token_hash ${t.text} not null constraint sessions_token_hash_unique unique,
      user_id ${t.id} not null references users (id),
      created_at ${t.instant} not null,
      expires_at ${t.instant} not null,
      revoked_at ${t.instant}
    ${end}`,
    `create index sessions_user on sessions (user_id)`,

    `create table wallets (
      id ${t.id} primary key,
      owner_id ${t.id} references users (id),
      kind ${t.text} not null check (kind in ('CUSTOMER', 'TREASURY', 'ESCROW')),
      currency ${t.text} not null check (length(currency) = 3),
      name ${t.text} not null,
      status ${t.text} not null check (status in ('ACTIVE', 'FROZEN', 'CLOSED')),
      posted ${t.money} not null check (posted between -${String(BALANCE_MAX_MINOR)} and ${String(BALANCE_MAX_MINOR)}),
      held ${t.money} not null check (held >= 0),
      incoming ${t.money} not null check (incoming >= 0),
      sequence ${t.count} not null check (sequence >= 0),
      created_at ${t.instant} not null,
      constraint wallets_only_treasury_below_zero check (kind = 'TREASURY' or posted - held >= 0),
      constraint wallets_customers_have_owners check ((kind = 'CUSTOMER') = (owner_id is not null)),
      constraint wallets_closed_are_empty check (status <> 'CLOSED' or (posted = 0 and held = 0))
    ${end}`,
    `create index wallets_owner on wallets (owner_id, id)`,
    `create unique index wallets_one_house_wallet_a_currency on wallets (currency, kind) where owner_id is null`,

    `create table transactions (
      id ${t.id} primary key,
      type ${t.text} not null check (type in ('DEPOSIT', 'TRANSFER', 'WITHDRAWAL', 'REVERSAL')),
      status ${t.text} not null check (status in ('PENDING', 'POSTED', 'VOIDED')),
      amount ${t.money} not null check (amount between 1 and ${String(AMOUNT_MAX_MINOR)}),
      currency ${t.text} not null check (length(currency) = 3),
      source_wallet_id ${t.id} not null references wallets (id),
      destination_wallet_id ${t.id} not null references wallets (id),
      initiated_by_id ${t.id} not null references users (id),
      reference ${t.text},
      description ${t.text},
      metadata ${t.json},
      created_at ${t.instant} not null,
      posted_at ${t.instant},
      reversal_of_id ${t.id} constraint transactions_reversed_once unique references transactions (id),
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
      id ${t.id} primary key,
      wallet_id ${t.id} not null references wallets (id),
      sequence ${t.count} not null check (sequence >= 1),
      transaction_id ${t.id} not null references transactions (id),
      amount ${t.money} not null check (amount <> 0),
      balance_after ${t.money} not null,
      created_at ${t.instant} not null,
      constraint entries_sequence_unique unique (wallet_id, sequence),
      constraint entries_one_a_wallet_and_transaction unique (transaction_id, wallet_id)
    ${end}`,

    `create table idempotency_records (
      principal_id ${t.id} not null references users (id),
      key ${t.text} not null check (length(key) between 1 and 255),
      operation ${t.text} not null,
      fingerprint ${t.text} not null check (length(fingerprint) = 64),
      transaction_id ${t.id} references transactions (id),
      wallet_id ${t.id} references wallets (id),
      rejection_code ${t.text},
      rejection_message ${t.text},
      rejection_details ${t.json},
      created_at ${t.instant} not null,
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
      hour_start ${t.instant} not null,
      currency ${t.text} not null,
      type ${t.text} not null,
      count ${t.count} not null check (count > 0),
      amount_billions ${t.money} not null,
      amount_rest ${t.money} not null,
      primary key (hour_start, currency, type)
    ${end}`,
    `create table volume_mark (
      id ${t.count} primary key check (id = 1),
      rolled_up_to ${t.instant} not null
    ${end}`,

    `create table verifications (
      id ${t.id} primary key,
      started_at ${t.instant} not null,
      finished_at ${t.instant} not null,
      transactions ${t.count} not null,
      problems ${t.count} not null
    ${end}`,
  ];
}
