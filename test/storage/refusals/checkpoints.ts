import { inserting, replacing, running, type Refusal } from './cases.js';

const appendOnly = (table: string, change: string): Refusal[] => [
  running(`update ${table} set ${change}`, `${table} are append-only`),
  running(`delete from ${table}`, `${table} are append-only`),
];

const DIGEST = 'd'.repeat(64);
const OTHER = 'e'.repeat(64);
const NO_DIGEST = 'D'.repeat(64);
const NO_GAP = 'checkpoints have no gap';

export const CHECKPOINT_REFUSALS: readonly Refusal[] = [
  // The database makes these rows itself, one for each wallet.
  ...appendOnly('wallet_origins', `hash = '${OTHER}'`),
  running(
    `insert or replace into wallet_origins values ('savings', '${OTHER}')`,
    'wallet_origins are never replaced',
  ),

  ...appendOnly('signing_keys', "public_key = ''"),
  // Nothing refers to these, so that only the trigger is in the way.
  running(`delete from signing_keys where id = '${OTHER}'`, 'signing_keys are append-only'),
  running('delete from checkpoints where number = 2', 'checkpoints are append-only'),
  replacing('signing_keys', { id: DIGEST }, 'signing_keys are never replaced'),
  inserting('signing_keys', { id: 'short' }, 'CHECK constraint failed: length(id) = 64'),
  inserting(
    'signing_keys',
    { id: DIGEST },
    'UNIQUE constraint failed: signing_keys.id',
    'signing_keys_are_never_replaced',
  ),

  ...appendOnly('checkpoints', 'tree_size = 5'),
  replacing('checkpoints', { number: 1, previous: null }, NO_GAP),
  inserting('checkpoints', { number: 4 }, NO_GAP),
  inserting(
    'checkpoints',
    { number: 1, previous: null },
    'UNIQUE constraint failed: checkpoints.number',
    'checkpoints_count_from_one',
  ),
  inserting(
    'checkpoints',
    { number: 0 },
    'CHECK constraint failed: number >= 1',
    'checkpoints_count_from_one',
  ),
  inserting('checkpoints', { tree_size: 0 }, 'CHECK constraint failed: tree_size >= 1'),
  inserting('checkpoints', { root: NO_DIGEST }, 'CHECK constraint failed: checkpoints_root_is_a_digest'),
  inserting(
    'checkpoints',
    { previous: NO_DIGEST },
    'CHECK constraint failed: checkpoints_previous_is_a_digest',
  ),
  inserting('checkpoints', { previous: null }, 'CHECK constraint failed: checkpoints_first_has_no_previous'),
  inserting(
    'checkpoints',
    { audit_sequence: -1, audit_head: DIGEST },
    'CHECK constraint failed: audit_sequence >= 0',
  ),
  inserting(
    'checkpoints',
    { audit_sequence: 1, audit_head: NO_DIGEST },
    'CHECK constraint failed: checkpoints_audit_head_is_a_digest',
  ),
  inserting(
    'checkpoints',
    { audit_sequence: 1 },
    'CHECK constraint failed: checkpoints_audit_head_of_a_sequence',
  ),
  inserting('checkpoints', { signature: DIGEST }, 'CHECK constraint failed: checkpoints_signature_is_hex'),

  ...appendOnly('checkpoint_leaves', 'leaf_index = 9'),
  replacing(
    'checkpoint_leaves',
    { wallet_id: 'savings', sequence: 3 },
    'checkpoint_leaves are never replaced',
  ),
  inserting('checkpoint_leaves', { sequence: -1 }, 'CHECK constraint failed: sequence >= 0'),
  inserting('checkpoint_leaves', { leaf_index: -1 }, 'CHECK constraint failed: leaf_index >= 0'),
  inserting(
    'checkpoint_leaves',
    { wallet_id: 'savings', sequence: 3 },
    'UNIQUE constraint failed: checkpoint_leaves.wallet_id, checkpoint_leaves.sequence',
    'checkpoint_leaves_are_never_replaced',
  ),

  ...appendOnly('checkpoint_nodes', `hash = '${OTHER}'`),
  replacing('checkpoint_nodes', { place: 2 }, 'checkpoint_nodes are never replaced'),
  inserting('checkpoint_nodes', { level: -1 }, 'CHECK constraint failed: level >= 0'),
  inserting('checkpoint_nodes', { place: -1 }, 'CHECK constraint failed: place >= 0'),
  inserting(
    'checkpoint_nodes',
    { hash: NO_DIGEST },
    'CHECK constraint failed: checkpoint_nodes_hash_is_a_digest',
  ),
  inserting(
    'checkpoint_nodes',
    { place: 2 },
    'UNIQUE constraint failed: checkpoint_nodes.level, checkpoint_nodes.place, checkpoint_nodes.checkpoint',
    'checkpoint_nodes_are_never_replaced',
  ),
];
