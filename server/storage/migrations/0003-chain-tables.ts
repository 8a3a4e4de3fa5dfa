import type { ColumnTypes } from './column-types.js';

/** What a row that is not chained yet holds: the columns came later than the rows. */
export const UNCHAINED = '0'.repeat(64);

/** A condition on a column: so many hexadecimal digits. */
export const isHex = (column: string, length: number): string =>
  `length(${column}) = ${length} and ${column} not glob '*[^0-9a-f]*'`;

/** Each entry is chained to the one before it in its wallet, and the first one to what the wallet is. */
export function chainColumns(t: ColumnTypes): string[] {
  return [
    `alter table wallets add column chain_head ${t.text} not null default '${UNCHAINED}'
      constraint wallets_chain_head_is_a_digest check (${isHex('chain_head', 64)})`,
    `alter table entries add column hash ${t.text} not null default '${UNCHAINED}'
      constraint entries_hash_is_a_digest check (${isHex('hash', 64)})`,
    // What a wallet was when it was opened, so that a wallet that was changed is told from an entry that was.
    `create table wallet_origins (
      wallet_id ${t.id} primary key,
      hash ${t.text} not null constraint wallet_origins_hash_is_a_digest check (${isHex('hash', 64)})
    ) ${t.tableOptions}`,
  ];
}

/** Signed checkpoints over the heads of all chains, and the tree that they sign, in every state it was in. */
export function checkpointTables(t: ColumnTypes): string[] {
  const end = `) ${t.tableOptions}`;
  return [
    // Public keys, for whoever looks. What to trust is never learned from here.
    `create table signing_keys (
      id ${t.text} primary key check (length(id) = 64),
      public_key ${t.text} not null,
      first_used_at ${t.instant} not null
    ${end}`,
    `create table checkpoints (
      number ${t.count} primary key check (number >= 1),
      created_at ${t.instant} not null,
      tree_size ${t.count} not null check (tree_size >= 1),
      root ${t.text} not null constraint checkpoints_root_is_a_digest check (${isHex('root', 64)}),
      previous ${t.text} constraint checkpoints_previous_is_a_digest check (${isHex('previous', 64)}),
      audit_sequence ${t.count} not null check (audit_sequence >= 0),
      audit_head ${t.text} constraint checkpoints_audit_head_is_a_digest check (${isHex('audit_head', 64)}),
      key_id ${t.text} not null references signing_keys (id),
      signature ${t.text} not null constraint checkpoints_signature_is_hex check (${isHex('signature', 128)}),
      constraint checkpoints_first_has_no_previous check ((number = 1) = (previous is null)),
      constraint checkpoints_audit_head_of_a_sequence check ((audit_sequence = 0) = (audit_head is null))
    ${end}`,
    // A row for each time that the leaf of a wallet changed; the last one holds.
    `create table checkpoint_leaves (
      wallet_id ${t.id} not null references wallets (id),
      sequence ${t.count} not null check (sequence >= 0),
      leaf_index ${t.count} not null check (leaf_index >= 0),
      checkpoint ${t.count} not null references checkpoints (number),
      primary key (wallet_id, sequence)
    ${end}`,
    `create index checkpoint_leaves_checkpoint on checkpoint_leaves (checkpoint)`,
    // A row for each time that a node changed; as of a checkpoint the last one holds that is no newer.
    `create table checkpoint_nodes (
      level ${t.count} not null check (level >= 0),
      place ${t.count} not null check (place >= 0),
      checkpoint ${t.count} not null references checkpoints (number),
      hash ${t.text} not null constraint checkpoint_nodes_hash_is_a_digest check (${isHex('hash', 64)}),
      primary key (level, place, checkpoint)
    ${end}`,
  ];
}

/** What verifications were of, and how far they came. */
export function verificationColumns(t: ColumnTypes): string[] {
  return [
    `alter table verifications add column kind ${t.text} not null default 'FULL'
      constraint verifications_kind check (kind in ('FULL', 'INCREMENTAL'))`,
    `alter table verifications add column problem_list ${t.json} not null default '[]'`,
    // From where an incremental one goes on. None for those of earlier versions.
    `alter table verifications add column marks ${t.json}`,
  ];
}
