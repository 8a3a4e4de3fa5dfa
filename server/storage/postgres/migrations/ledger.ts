import { TEXT } from './column-types.js';
import { UNCHAINED } from './unchained.js';

const BALANCE_MAX = '9007199254740991';
const AMOUNT_MAX = '999999999999999';

/**
 * The tables as SQLite has them after its migration 0020, with the same names, columns and constraints. Money and counts are
 * `bigint`, and so are instants, in milliseconds since 1970: they are hashed as they are stored. JSON is `json`, which keeps
 * the text that was hashed, and not `jsonb`, which does not.
 */
export const LEDGER_TABLES: readonly string[] = [
  `create table idempotency_use_hours (
    hour_start bigint not null,
    replays bigint not null check (replays >= 0),
    conflicts bigint not null check (conflicts >= 0),
    primary key (hour_start)
  )`,
  `create table volume_hours (
    hour_start bigint not null,
    currency ${TEXT} not null,
    type ${TEXT} not null,
    count bigint not null check (count > 0),
    amount_billions bigint not null,
    amount_rest bigint not null,
    primary key (hour_start, currency, type)
  )`,
  `create table wallet_origins (
    wallet_id ${TEXT} primary key,
    hash ${TEXT} not null constraint wallet_origins_hash_is_a_digest check (hash ~ '^[0-9a-f]{64}$')
  )`,
  `create table review_rules (
    currency ${TEXT} primary key check (length(currency) = 3),
    withdrawals_above bigint not null check (withdrawals_above between 0 and ${AMOUNT_MAX}),
    set_at bigint not null,
    set_by_id ${TEXT} not null references users (id)
  )`,
  `create table transfer_batches (
    id ${TEXT} primary key,
    mode ${TEXT} not null check (mode in ('ATOMIC', 'EACH')),
    initiated_by_id ${TEXT} not null references users (id),
    item_count bigint not null check (item_count >= 1),
    created_at bigint not null,
    label ${TEXT},
    content_digest ${TEXT} constraint transfer_batches_content_digest_is_a_digest check (content_digest ~ '^[0-9a-f]{64}$')
  )`,
  `create table wallets (
    id ${TEXT} primary key,
    owner_id ${TEXT} references users (id),
    kind ${TEXT} not null check (kind in ('CUSTOMER', 'TREASURY', 'ESCROW')),
    currency ${TEXT} not null check (length(currency) = 3),
    name ${TEXT} not null,
    status ${TEXT} not null check (status in ('ACTIVE', 'FROZEN', 'CLOSED')),
    posted bigint not null check (posted between -${BALANCE_MAX} and ${BALANCE_MAX}),
    held bigint not null check (held >= 0),
    incoming bigint not null check (incoming >= 0),
    sequence bigint not null check (sequence >= 0),
    created_at bigint not null,
    chain_head ${TEXT} not null default '${UNCHAINED}' constraint wallets_chain_head_is_a_digest check (chain_head ~ '^[0-9a-f]{64}$'),
    constraint wallets_only_treasury_below_zero check (kind = 'TREASURY' or posted - held >= 0),
    constraint wallets_customers_have_owners check ((kind = 'CUSTOMER') = (owner_id is not null)),
    constraint wallets_closed_are_empty check (status <> 'CLOSED' or (posted = 0 and held = 0))
  )`,
  `create table clock_setbacks (
    wallet_id ${TEXT} not null references wallets (id),
    sequence bigint not null,
    created_at bigint not null,
    primary key (wallet_id, sequence)
  )`,
  `create table transactions (
    id ${TEXT} primary key,
    type ${TEXT} not null check (type in ('DEPOSIT', 'TRANSFER', 'WITHDRAWAL', 'REVERSAL')),
    status ${TEXT} not null check (status in ('PENDING', 'POSTED', 'VOIDED')),
    amount bigint not null check (amount between 1 and ${AMOUNT_MAX}),
    currency ${TEXT} not null check (length(currency) = 3),
    source_wallet_id ${TEXT} not null references wallets (id),
    destination_wallet_id ${TEXT} not null references wallets (id),
    initiated_by_id ${TEXT} not null references users (id),
    reference ${TEXT},
    description ${TEXT},
    metadata json,
    created_at bigint not null,
    posted_at bigint,
    reversal_of_id ${TEXT} constraint transactions_reversed_once unique references transactions (id),
    expires_at bigint,
    voided_at bigint constraint transactions_voided_have_a_time check ((status = 'VOIDED') = (voided_at is not null)),
    constraint transactions_two_wallets check (source_wallet_id <> destination_wallet_id),
    constraint transactions_posted_have_a_time check ((status = 'POSTED') = (posted_at is not null)),
    constraint transactions_reversals_have_an_original check ((type = 'REVERSAL') = (reversal_of_id is not null))
  )`,
  `create table audit_events (
    sequence bigint primary key check (sequence >= 1),
    at bigint not null,
    actor_id ${TEXT} references users (id),
    action ${TEXT} not null,
    transaction_id ${TEXT} references transactions (id),
    wallet_id ${TEXT} references wallets (id),
    user_id ${TEXT} references users (id),
    reason ${TEXT},
    details json,
    hash ${TEXT} not null check (length(hash) = 64),
    batch_id ${TEXT} references transfer_batches (id)
  )`,
  `create table entries (
    id ${TEXT} primary key,
    wallet_id ${TEXT} not null references wallets (id),
    sequence bigint not null check (sequence >= 1),
    transaction_id ${TEXT} not null references transactions (id),
    amount bigint not null check (amount <> 0),
    balance_after bigint not null,
    created_at bigint not null,
    hash ${TEXT} not null default '${UNCHAINED}' constraint entries_hash_is_a_digest check (hash ~ '^[0-9a-f]{64}$'),
    constraint entries_sequence_unique unique (wallet_id, sequence),
    constraint entries_one_a_wallet_and_transaction unique (transaction_id, wallet_id)
  )`,
  `create table transfer_batch_items (
    batch_id ${TEXT} not null references transfer_batches (id),
    position bigint not null check (position >= 0),
    transaction_id ${TEXT} constraint transfer_batch_items_transaction_unique unique references transactions (id),
    error_code ${TEXT},
    error_message ${TEXT},
    error_details json,
    request json,
    primary key (batch_id, position),
    constraint transfer_batch_items_one_outcome check ((transaction_id is null) <> (error_code is null))
  )`,
  `create table audit_personal_details (
    sequence bigint primary key references audit_events (sequence),
    salt ${TEXT} not null check (length(salt) = 64),
    details json not null
  )`,
  `create table idempotency_records (
    principal_id ${TEXT} not null references users (id),
    key ${TEXT} not null check (length(key) between 1 and 255),
    operation ${TEXT} not null,
    fingerprint ${TEXT} not null check (length(fingerprint) = 64),
    transaction_id ${TEXT} references transactions (id),
    wallet_id ${TEXT} references wallets (id),
    batch_id ${TEXT} references transfer_batches (id),
    user_id ${TEXT} references users (id),
    audit_sequence bigint references audit_events (sequence),
    rejection_code ${TEXT},
    rejection_message ${TEXT},
    rejection_details json,
    created_at bigint not null,
    primary key (principal_id, key),
    constraint idempotency_records_one_outcome check ( case when transaction_id is null then 0 else 1 end + case when wallet_id is null then 0 else 1 end + case when batch_id is null then 0 else 1 end + case when user_id is null then 0 else 1 end + case when audit_sequence is null then 0 else 1 end + case when rejection_code is null then 0 else 1 end = 1)
  )`,
  `create table idempotency_uses (
    principal_id ${TEXT} not null,
    key ${TEXT} not null,
    replays bigint not null check (replays >= 0),
    conflicts bigint not null check (conflicts >= 0),
    last_at bigint not null,
    primary key (principal_id, key),
    foreign key (principal_id, key) references idempotency_records (principal_id, key)
  )`,
];
