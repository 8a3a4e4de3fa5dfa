import type { EntityManager } from '@mikro-orm/core';
import type { Snapshot } from '../database/snapshot.js';
import { execute, selectInTransaction, type SqlValue } from '../database/sql.js';
import type { Checkpoint } from './checkpoint.js';
import type { ChangedWallet } from './changed-wallets.js';
import type { Node } from './merkle-tree.js';
import type { VerifyingKey } from './signing-key.js';

/** Maximum number of rows that one statement inserts or reads. */
const ROWS_A_STATEMENT = 500;

/** A leaf to be stored: the wallet's place in the tree is its own for good. */
export type Leaf = ChangedWallet & { readonly leafIndex: number };

/** The hashes of these nodes as they are now. */
export async function readNodes(
  snapshot: Snapshot,
  level: number,
  indexes: readonly number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const some of inChunks(indexes)) {
    const rows = await snapshot.rows<{ place: number; hash: string | null }>(
      `with wanted (place) as (values ${some.map(() => '(?)').join(', ')})
      select place, (
        select hash from checkpoint_nodes n where n.level = ${level} and n.place = wanted.place
        order by n.checkpoint desc limit 1) as hash
      from wanted`,
      some,
    );
    for (const { place, hash } of rows) if (hash !== null) found.set(place, hash);
  }
  return found;
}

/**
 * Stores a checkpoint with the part of the tree that is new, unless another process was faster.
 *
 * @returns True when it was stored.
 */
export async function storeCheckpoint(
  em: EntityManager,
  { content, signature }: Checkpoint,
  key: VerifyingKey,
  leaves: readonly Leaf[],
  nodes: readonly Node[],
): Promise<boolean> {
  const { number } = content;
  const createdAt = new Date(content.createdAt);

  if ((await lastNumber(em)) !== number - 1) return false;
  await execute(
    em,
    `insert into signing_keys (id, public_key, first_used_at) select ?, ?, ?
    where not exists (select 1 from signing_keys where id = ?)`,
    [key.id, key.spki, createdAt, key.id],
  );
  await execute(
    em,
    `insert into checkpoints
      (number, created_at, tree_size, root, previous, audit_sequence, audit_head, key_id, signature)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[number, createdAt, content.treeSize, content.root, content.previous],
      ...[content.auditSequence, content.auditHead, content.keyId, signature],
    ],
  );
  await insertRows(
    em,
    'checkpoint_leaves (wallet_id, sequence, leaf_index, checkpoint)',
    leaves.map(({ walletId, sequence, leafIndex }) => [walletId, sequence, leafIndex, number]),
  );
  await insertRows(
    em,
    'checkpoint_nodes (level, place, checkpoint, hash)',
    nodes.map(({ level, index, hash }) => [level, index, number, hash]),
  );
  return true;
}

async function lastNumber(em: EntityManager): Promise<number> {
  const [row] = await selectInTransaction<{ last: number | null }>(
    em,
    'select max(number) as last from checkpoints',
  );
  return row?.last ?? 0;
}

async function insertRows(
  em: EntityManager,
  into: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  for (const some of inChunks(rows)) {
    const row = `(${(some[0] ?? []).map(() => '?').join(', ')})`;
    await execute(em, `insert into ${into} values ${some.map(() => row).join(', ')}`, some.flat());
  }
}

function inChunks<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS_A_STATEMENT) }, (_, chunk) =>
    items.slice(chunk * ROWS_A_STATEMENT, (chunk + 1) * ROWS_A_STATEMENT),
  );
}
