/** Hash in rows that are not chained yet, because they are older than the columns. */
export const UNCHAINED = '0'.repeat(64);

/** Returns the condition that a column holds so many hexadecimal digits. */
export const isHex = (column: string, length: number): string =>
  `length(${column}) = ${length} and ${column} not glob '*[^0-9a-f]*'`;

/** Chains each entry to the one before it in its wallet, and the first one to the content of the wallet. */
export function chainColumns(): string[] {
  return [
    `alter table wallets add column chain_head text not null default '${UNCHAINED}'
      constraint wallets_chain_head_is_a_digest check (${isHex('chain_head', 64)})`,
    `alter table entries add column hash text not null default '${UNCHAINED}'
      constraint entries_hash_is_a_digest check (${isHex('hash', 64)})`,
    // Digest of each wallet when it was opened, which tells a changed wallet from a changed entry.
    `create table wallet_origins (
      wallet_id text primary key,
      hash text not null constraint wallet_origins_hash_is_a_digest check (${isHex('hash', 64)})
    ) strict, without rowid`,
  ];
}

/** Tables for signed checkpoints over the heads of all chains, and for every state of the tree that they sign. */
export function checkpointTables(): string[] {
  const end = ') strict, without rowid';
  return [
    // Public keys for reference. They are never a reason to trust a key.
    `create table signing_keys (
      id text primary key check (length(id) = 64),
      public_key text not null,
      first_used_at integer not null
    ${end}`,
    `create table checkpoints (
      number integer primary key check (number >= 1),
      created_at integer not null,
      tree_size integer not null check (tree_size >= 1),
      root text not null constraint checkpoints_root_is_a_digest check (${isHex('root', 64)}),
      previous text constraint checkpoints_previous_is_a_digest check (${isHex('previous', 64)}),
      audit_sequence integer not null check (audit_sequence >= 0),
      audit_head text constraint checkpoints_audit_head_is_a_digest check (${isHex('audit_head', 64)}),
      key_id text not null references signing_keys (id),
      signature text not null constraint checkpoints_signature_is_hex check (${isHex('signature', 128)}),
      constraint checkpoints_first_has_no_previous check ((number = 1) = (previous is null)),
      constraint checkpoints_audit_head_of_a_sequence check ((audit_sequence = 0) = (audit_head is null))
    ${end}`,
    // One row for each change of a wallet's leaf; the last one is current.
    `create table checkpoint_leaves (
      wallet_id text not null references wallets (id),
      sequence integer not null check (sequence >= 0),
      leaf_index integer not null check (leaf_index >= 0),
      checkpoint integer not null references checkpoints (number),
      primary key (wallet_id, sequence)
    ${end}`,
    `create index checkpoint_leaves_checkpoint on checkpoint_leaves (checkpoint)`,
    // One row for each change of a node; as of a checkpoint the last one that is not newer counts.
    `create table checkpoint_nodes (
      level integer not null check (level >= 0),
      place integer not null check (place >= 0),
      checkpoint integer not null references checkpoints (number),
      hash text not null constraint checkpoint_nodes_hash_is_a_digest check (${isHex('hash', 64)}),
      primary key (level, place, checkpoint)
    ${end}`,
  ];
}

/** Columns for the kind, the problems and the reached positions of verifications. */
export function verificationColumns(): string[] {
  return [
    `alter table verifications add column kind text not null default 'FULL'
      constraint verifications_kind check (kind in ('FULL', 'INCREMENTAL'))`,
    `alter table verifications add column problem_list text not null default '[]'`,
    // Positions that an incremental verification continues from; null for those of earlier versions.
    `alter table verifications add column marks text`,
  ];
}
