import { UNCHAINED } from './0003-chain-tables.js';
import { appendOnly, refuse, refuseToReplace } from './triggers.sqlite.js';

/** Triggers by which SQLite itself refuses forbidden changes to the chains. */
export const CHAIN_TRIGGERS_SQLITE: readonly string[] = [
  // The migration drops this trigger while it chains existing entries.
  refuse('entries_are_never_changed', 'before update on entries', 'entries are append-only'),
  refuse(
    'entries_are_chained',
    `before insert on entries when new.hash = '${UNCHAINED}'`,
    'an entry is chained to the one before it',
  ),
  refuse(
    'wallets_begin_a_chain',
    `before insert on wallets when new.chain_head = '${UNCHAINED}'`,
    'a wallet begins a chain',
  ),
  refuse(
    'wallets_chain_what_they_count',
    `before update of sequence, chain_head on wallets
      when (new.sequence <> old.sequence) <> (new.chain_head <> old.chain_head)`,
    'the chain of a wallet grows with its sequence',
  ),

  `create trigger wallets_keep_their_origin after insert on wallets
    begin insert into wallet_origins (wallet_id, hash) values (new.id, new.chain_head); end`,
  ...appendOnly('wallet_origins'),
  refuseToReplace('wallet_origins', 'wallet_id = new.wallet_id'),

  ...appendOnly('signing_keys'),
  refuseToReplace('signing_keys', 'id = new.id'),
  ...appendOnly('checkpoints'),
  // Also refuses to replace a checkpoint.
  refuse(
    'checkpoints_count_from_one',
    `before insert on checkpoints when new.number <> (select coalesce(max(number), 0) + 1 from checkpoints)`,
    'checkpoints have no gap',
  ),
  ...appendOnly('checkpoint_leaves'),
  refuseToReplace('checkpoint_leaves', 'wallet_id = new.wallet_id and sequence = new.sequence'),
  ...appendOnly('checkpoint_nodes'),
  refuseToReplace(
    'checkpoint_nodes',
    'level = new.level and place = new.place and checkpoint = new.checkpoint',
  ),
];
