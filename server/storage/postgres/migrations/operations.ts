import { TEXT } from './column-types.js';

/** The tables of what operations needs beside the ledger: signed checkpoints, verifications, and risk. */
export const OPERATIONS_TABLES: readonly string[] = [
  `create table risk_alerts (
    id ${TEXT} primary key,
    kind ${TEXT} not null check (kind in ('TOP_HOLDER_SHARE', 'PENDING_COVERAGE', 'PENDING_AGE', 'LARGE_MOVEMENT', 'NEWCOMER_MOVEMENT', 'NET_OUTFLOW')),
    currency ${TEXT} not null check (length(currency) = 3),
    threshold bigint not null,
    value ${TEXT} not null,
    raised_at bigint not null,
    cleared_at bigint,
    constraint risk_alerts_clear_later check (cleared_at is null or cleared_at >= raised_at)
  )`,
  `create table signing_keys (
    id ${TEXT} primary key check (length(id) = 64),
    public_key ${TEXT} not null,
    first_used_at bigint not null
  )`,
  `create table verifications (
    id ${TEXT} primary key,
    started_at bigint not null,
    finished_at bigint not null,
    transactions bigint not null,
    problems bigint not null,
    kind ${TEXT} not null default 'FULL' constraint verifications_kind check (kind in ('FULL', 'INCREMENTAL')),
    problem_list json not null default '[]',
    marks json
  )`,
  `create table checkpoints (
    number bigint primary key check (number >= 1),
    created_at bigint not null,
    tree_size bigint not null check (tree_size >= 1),
    root ${TEXT} not null constraint checkpoints_root_is_a_digest check (root ~ '^[0-9a-f]{64}$'),
    previous ${TEXT} constraint checkpoints_previous_is_a_digest check (previous ~ '^[0-9a-f]{64}$'),
    audit_sequence bigint not null check (audit_sequence >= 0),
    audit_head ${TEXT} constraint checkpoints_audit_head_is_a_digest check (audit_head ~ '^[0-9a-f]{64}$'),
    key_id ${TEXT} not null references signing_keys (id),
    signature ${TEXT} not null constraint checkpoints_signature_is_hex check (signature ~ '^[0-9a-f]{128}$'),
    constraint checkpoints_first_has_no_previous check ((number = 1) = (previous is null)),
    constraint checkpoints_audit_head_of_a_sequence check ((audit_sequence = 0) = (audit_head is null))
  )`,
  `create table risk_thresholds (
    kind ${TEXT} not null check (kind in ('TOP_HOLDER_SHARE', 'PENDING_COVERAGE', 'PENDING_AGE', 'LARGE_MOVEMENT', 'NEWCOMER_MOVEMENT', 'NET_OUTFLOW')),
    currency ${TEXT} not null check (length(currency) = 3),
    threshold bigint not null check (threshold >= 0),
    set_at bigint not null,
    set_by_id ${TEXT} not null references users (id),
    primary key (kind, currency)
  )`,
  `create table checkpoint_leaves (
    wallet_id ${TEXT} not null references wallets (id),
    sequence bigint not null check (sequence >= 0),
    leaf_index bigint not null check (leaf_index >= 0),
    checkpoint bigint not null references checkpoints (number),
    primary key (wallet_id, sequence)
  )`,
  `create table checkpoint_nodes (
    level bigint not null check (level >= 0),
    place bigint not null check (place >= 0),
    checkpoint bigint not null references checkpoints (number),
    hash ${TEXT} not null constraint checkpoint_nodes_hash_is_a_digest check (hash ~ '^[0-9a-f]{64}$'),
    primary key (level, place, checkpoint)
  )`,
];
