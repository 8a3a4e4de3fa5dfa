import { inserting, replacing, running, type Refusal } from './cases.js';

const NATURE = 'the owner, kind and currency of a wallet never change';
const SHARD = 'a wallet stays the shard that it is';
const CHAINED = 'the chain of a wallet grows with its sequence';
const PINNED = 'outcomes are pinned';
const SET_BACK = 'that the clock was set back stays known';
const ONE_OUTCOME = 'CHECK constraint failed: idempotency_records_one_outcome';
const WITHIN = 'CHECK constraint failed: posted between -9007199254740991 and 9007199254740991';

export const WALLET_REFUSALS: readonly Refusal[] = [
  ...[
    "id = 'other'",
    "owner_id = 'brian'",
    'owner_id = null',
    "kind = 'TREASURY'",
    "currency = 'USD'",
    'created_at = 0',
  ].map((change) => running(`update wallets set ${change} where id = 'savings'`, NATURE)),
  running(
    `update wallets set sequence = 2, chain_head = '${'e'.repeat(64)}' where id = 'savings'`,
    'the sequence of a wallet never falls',
  ),
  running("update wallets set sequence = 4 where id = 'savings'", CHAINED),
  running(`update wallets set chain_head = '${'e'.repeat(64)}' where id = 'savings'`, CHAINED),
  inserting('wallets', { chain_head: '0'.repeat(64) }, 'a wallet begins a chain'),
  inserting(
    'wallets',
    { chain_head: 'no digest' },
    'CHECK constraint failed: wallets_chain_head_is_a_digest',
  ),
  running("delete from wallets where id = 'empty'", 'wallets are never removed'),
  running("delete from wallets where id = 'escrow'", 'wallets are never removed'),
  replacing('wallets', { id: 'savings', posted: 1_000_000 }, 'wallets are never replaced'),
  replacing('wallets', { kind: 'ESCROW', owner_id: null }, 'wallets are never replaced'),

  ...[
    ['goal_target = 0', 'wallets_goals_are_amounts'],
    ['goal_target = 1000000000000000', 'wallets_goals_are_amounts'],
    ["goal_date = '2026'", 'wallets_dates_are_of_goals'],
    ['goal_colour = null', 'wallets_goals_have_colours'],
    ['goal_emoji = null', 'wallets_goals_have_emojis'],
    ['goal_began_at = null', 'wallets_goals_begin'],
    ['goal_began_after = 1', 'wallets_goals_begin_after_entries'],
    ['lock_wait_hours = 23', 'wallets_locks_wait'],
    ['lock_wait_hours = 721', 'wallets_locks_wait'],
    ['lock_wait_hours = null', 'wallets_locks_wait'],
  ].map(([change = '', name = '']) =>
    running(`update wallets set ${change} where id = 'goal'`, `CHECK constraint failed: ${name}`),
  ),
  ...[
    ['goal_reached_at = 1', 'wallets_only_goals_are_reached'],
    ['locked_until = 1, lock_wait_hours = 24', 'wallets_locks_have_dates'],
    ['lock_opens_at = 1', 'wallets_only_locks_open'],
  ].map(([change = '', name = '']) =>
    running(`update wallets set ${change} where id = 'savings'`, `CHECK constraint failed: ${name}`),
  ),
  running(
    "update wallets set locked_until = locked_until - 1 where id = 'locked'",
    'the lock of a wallet never gets shorter',
  ),

  running(
    "update wallets set posted = -1 where id = 'savings'",
    'CHECK constraint failed: wallets_only_treasury_below_zero',
  ),
  running(
    "update wallets set held = 101 where id = 'savings'",
    'CHECK constraint failed: wallets_only_treasury_below_zero',
  ),
  running(
    "update wallets set posted = -1 where id = 'escrow'",
    'CHECK constraint failed: wallets_only_treasury_below_zero',
  ),
  running("update wallets set held = -1 where id = 'savings'", 'CHECK constraint failed: held >= 0'),
  running("update wallets set incoming = -1 where id = 'savings'", 'CHECK constraint failed: incoming >= 0'),
  running("update wallets set posted = 9007199254740992 where id = 'savings'", WITHIN),
  running("update wallets set posted = -9007199254740992 where id = 'treasury'", WITHIN),
  running(
    "update wallets set status = 'CLOSED' where id = 'savings'",
    'CHECK constraint failed: wallets_closed_are_empty',
  ),
  running(
    "update wallets set status = 'frozen' where id = 'savings'",
    "CHECK constraint failed: status in ('ACTIVE', 'FROZEN', 'CLOSED')",
  ),
  inserting('wallets', { sequence: -1 }, 'CHECK constraint failed: sequence >= 0'),
  inserting(
    'wallets',
    { kind: 'LOAN', owner_id: null },
    "CHECK constraint failed: kind in ('CUSTOMER', 'TREASURY', 'ESCROW')",
  ),
  inserting('wallets', { currency: 'KE' }, 'CHECK constraint failed: length(currency) = 3'),
  inserting('wallets', { owner_id: null }, 'CHECK constraint failed: wallets_customers_have_owners'),
  inserting(
    'wallets',
    { kind: 'TREASURY', currency: 'USD' },
    'CHECK constraint failed: wallets_customers_have_owners',
  ),
  inserting(
    'wallets',
    { kind: 'TREASURY', owner_id: null },
    'UNIQUE constraint failed: wallets.currency, wallets.kind, wallets.shard',
    'wallets_are_never_replaced',
  ),
  inserting(
    'wallets',
    { kind: 'ESCROW', owner_id: null },
    'UNIQUE constraint failed: wallets.currency, wallets.kind, wallets.shard',
    'wallets_are_never_replaced',
  ),
  ...[
    { shard: 1 },
    { shard_of: 'treasury' },
    { shard: 1, shard_of: 'savings' },
    { shard: 1, shard_of: 'escrow', kind: 'ESCROW', owner_id: null },
  ].map((columns) =>
    inserting('wallets', columns, 'CHECK constraint failed: wallets_only_treasuries_have_shards'),
  ),
  running("update wallets set shard = 1, shard_of = 'treasury' where id = 'savings'", SHARD),
  running("update wallets set shard = 0, shard_of = null where id = 'shard'", SHARD),
  running("update wallets set shard = 2 where id = 'shard'", SHARD),
  inserting('volume_hours', { shard: -1 }, 'CHECK constraint failed: volume_hours_shards_count_from_zero'),
  inserting(
    'wallets',
    { id: 'savings' },
    'UNIQUE constraint failed: wallets.id',
    'wallets_are_never_replaced',
  ),
];

export const RECORD_REFUSALS: readonly Refusal[] = [
  ...[
    "transaction_id = 'undone'",
    "fingerprint = replace(fingerprint, 'f', '0')",
    "key = 'other'",
    "principal_id = 'brian'",
    'created_at = 0',
  ].map((change) => running(`update idempotency_records set ${change} where key = 'made'`, PINNED)),
  running("update idempotency_records set rejection_details = '{}' where key = 'refused'", PINNED),
  running("delete from idempotency_records where key = 'refused'", PINNED),
  running('delete from idempotency_records', PINNED),
  replacing(
    'idempotency_records',
    { key: 'made', transaction_id: 'undone' },
    'idempotency_records are never replaced',
  ),

  inserting('idempotency_records', { transaction_id: null }, ONE_OUTCOME),
  inserting('idempotency_records', { wallet_id: 'savings' }, ONE_OUTCOME),
  inserting('idempotency_records', { rejection_code: 'SAME_WALLET' }, ONE_OUTCOME),
  inserting('idempotency_records', { key: '' }, 'CHECK constraint failed: length(key) between 1 and 255'),
  inserting(
    'idempotency_records',
    { key: 'k'.repeat(256) },
    'CHECK constraint failed: length(key) between 1 and 255',
  ),
  inserting('idempotency_records', { fingerprint: 'f' }, 'CHECK constraint failed: length(fingerprint) = 64'),
  inserting(
    'idempotency_records',
    { key: 'made' },
    'UNIQUE constraint failed: idempotency_records.principal_id, idempotency_records.key',
    'idempotency_records_are_never_replaced',
  ),
];

export const OTHER_REFUSALS: readonly Refusal[] = [
  inserting('users', { email_key: 'amina@example.com' }, 'UNIQUE constraint failed: users.email_key'),
  inserting('users', { id: 'amina' }, 'UNIQUE constraint failed: users.id'),
  inserting(
    'users',
    { role: 'ROOT' },
    "CHECK constraint failed: role in ('CUSTOMER', 'ANALYST', 'OPERATOR')",
  ),
  inserting(
    'users',
    { status: 'GONE' },
    "CHECK constraint failed: status in ('ACTIVE', 'SUSPENDED', 'CLOSED')",
  ),
  running("delete from users where id = 'amina'", 'FOREIGN KEY constraint failed'),
  inserting('sessions', { token_hash: 'hash of session' }, 'UNIQUE constraint failed: sessions.token_hash'),
  inserting('sessions', { id: 'session' }, 'UNIQUE constraint failed: sessions.id'),
  running('update clock_setbacks set created_at = 0 where sequence = 2', SET_BACK),
  running('delete from clock_setbacks', SET_BACK),
  inserting(
    'clock_setbacks',
    { sequence: 2 },
    'UNIQUE constraint failed: clock_setbacks.wallet_id, clock_setbacks.sequence',
  ),
  inserting('volume_hours', { count: 0 }, 'CHECK constraint failed: count > 0'),
  inserting(
    'volume_hours',
    { hour_start: 0 },
    'UNIQUE constraint failed: volume_hours.hour_start, volume_hours.currency, volume_hours.type, volume_hours.shard',
  ),
  inserting('verifications', { kind: 'PARTIAL' }, 'CHECK constraint failed: verifications_kind'),
  inserting('verifications', { id: 'proof' }, 'UNIQUE constraint failed: verifications.id'),
];
