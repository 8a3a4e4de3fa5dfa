import type { CheckpointContent } from '../chain/contents.js';
import { changedNodes, hashOfLeaf, type Node } from '../proof/merkle-tree.js';
import type { Snapshot } from '../database/snapshot.js';
import { CheckpointRows, type LeafRow } from './checkpoint-rows.js';
import type { Problems } from './problems.js';

/** Builds the tree of each checkpoint again, from the leaves that changed with it, and compares it with what is stored. */
export class CheckpointTree {
  readonly #rows: CheckpointRows;
  /** Number of stored nodes that were compared. */
  #nodes = 0;

  constructor(
    snapshot: Snapshot,
    private readonly problems: Problems,
  ) {
    this.#rows = new CheckpointRows(snapshot);
  }

  /** Checkpoints must come in their order. */
  async check(checkpoint: CheckpointContent): Promise<void> {
    const leaves = this.#within(checkpoint, await this.#rows.leavesOf(checkpoint.number));
    if (leaves.length === 0) return this.#checkUnchangedRoot(checkpoint);
    const computed = new Map(leaves.map((leaf) => [leaf.leaf_index, hashOf(leaf)]));
    const stored = await this.#rows.nodesOf(checkpoint.number, 0, [...computed.keys()]);
    this.#checkLeavesHaveNodes(checkpoint, leaves, stored);
    if (computed.size < leaves.length) this.#checkOneLeafAPlace(leaves, stored);

    const nodes = await this.#build(checkpoint, computed);
    if (nodes.at(-1)?.hash === checkpoint.root) return this.#compare(checkpoint, nodes);
    // The stored leaves may lead to the root where the chains do not: then it is a chain that was changed.
    const asStored = new Map([...computed].map(([index, hash]) => [index, stored.get(index) ?? hash]));
    const nodesAsStored = await this.#build(checkpoint, asStored);
    if (nodesAsStored.at(-1)?.hash !== checkpoint.root) {
      this.problems.add({
        code: 'CHECKPOINT_ROOT',
        subject: { table: 'checkpoints', id: String(checkpoint.number) },
        message: 'The root of a checkpoint is that of the leaves it covers',
        expected: nodes.at(-1)?.hash ?? 'none',
        found: checkpoint.root,
      });
      return this.#compare(checkpoint, nodes);
    }
    for (const leaf of leaves) {
      const [signed, is] = [asStored.get(leaf.leaf_index) ?? 'none', hashOf(leaf)];
      if (signed === is) continue;
      this.problems.add({
        code: 'CHECKPOINT_LEAF',
        subject: { table: 'checkpoint_leaves', id: `${leaf.wallet_id} ${leaf.sequence}` },
        message: 'The chain of a wallet ends at this sequence as it did when the checkpoint was signed',
        expected: signed,
        found: is,
      });
    }
    return this.#compare(checkpoint, nodesAsStored);
  }

  /** Nodes that no checkpoint asked for. */
  async checkForeigners(): Promise<void> {
    if ((await this.#rows.countNodes()) === this.#nodes) return;
    for (const id of await this.#rows.foreignNodes(this.problems.room)) {
      this.problems.add({
        code: 'CHECKPOINT_NODE',
        subject: { table: 'checkpoint_nodes', id },
        message: 'A node changes with a leaf below it',
        expected: 'none',
        found: 'a node',
      });
    }
  }

  async #checkUnchangedRoot(checkpoint: CheckpointContent): Promise<void> {
    const root = await this.#rows.rootAsOf(checkpoint.number, checkpoint.treeSize);
    if (root === checkpoint.root) return;
    this.problems.add({
      code: 'CHECKPOINT_ROOT',
      subject: { table: 'checkpoints', id: String(checkpoint.number) },
      message: 'The root of a checkpoint is that of the leaves it covers',
      expected: root ?? 'none',
      found: checkpoint.root,
    });
  }

  #within({ treeSize }: CheckpointContent, leaves: readonly LeafRow[]): LeafRow[] {
    return leaves.filter((leaf) => {
      if (leaf.leaf_index >= 0 && leaf.leaf_index < treeSize) return true;
      this.problems.add({
        code: 'CHECKPOINT_LEAF',
        subject: { table: 'checkpoint_leaves', id: `${leaf.wallet_id} ${leaf.sequence}` },
        message: 'A leaf is within the tree',
        expected: `less than ${treeSize}`,
        found: String(leaf.leaf_index),
      });
      return false;
    });
  }

  /** Names the leaves that share a place of the tree with another one and are not what it was signed with. */
  #checkOneLeafAPlace(leaves: readonly LeafRow[], stored: ReadonlyMap<number, string>): void {
    const byPlace = Map.groupBy(leaves, (leaf) => leaf.leaf_index);
    for (const leaf of leaves) {
      const [signed, is] = [stored.get(leaf.leaf_index) ?? 'none', hashOf(leaf)];
      if (signed === is || byPlace.get(leaf.leaf_index)?.length === 1) continue;
      this.problems.add({
        code: 'CHECKPOINT_LEAF',
        subject: { table: 'checkpoint_leaves', id: `${leaf.wallet_id} ${leaf.sequence}` },
        message: 'A checkpoint has one leaf at each place of the tree',
        expected: signed,
        found: is,
      });
    }
  }

  #checkLeavesHaveNodes(
    { number }: CheckpointContent,
    leaves: readonly LeafRow[],
    stored: ReadonlyMap<number, string>,
  ): void {
    for (const leaf of leaves) {
      if (stored.has(leaf.leaf_index)) continue;
      this.problems.add({
        code: 'CHECKPOINT_LEAF',
        subject: { table: 'checkpoint_leaves', id: `${leaf.wallet_id} ${leaf.sequence}` },
        message: 'A leaf is a node of the tree',
        expected: `a node 0 ${leaf.leaf_index} ${number}`,
        found: 'none',
      });
    }
  }

  async #build(
    { number, treeSize }: CheckpointContent,
    leaves: ReadonlyMap<number, string>,
  ): Promise<Node[]> {
    return changedNodes(leaves, treeSize, async (level, indexes) =>
      this.#rows.nodesBefore(number, level, indexes),
    );
  }

  async #compare({ number }: CheckpointContent, nodes: readonly Node[]): Promise<void> {
    for (const [level, due] of Map.groupBy(nodes, (node) => node.level)) {
      const stored = await this.#rows.nodesOf(
        number,
        level,
        due.map(({ index }) => index),
      );
      this.#nodes += stored.size;
      for (const { index, hash } of due) {
        const found = stored.get(index);
        if (found === hash) continue;
        this.#rows.correct({ level, index, hash }, number);
        this.problems.add({
          code: 'CHECKPOINT_NODE',
          subject: { table: 'checkpoint_nodes', id: `${level} ${index} ${number}` },
          message: 'A node is the hash of the two below it',
          expected: hash,
          found: found ?? 'none',
        });
      }
    }
  }
}

function hashOf({ wallet_id: walletId, sequence, head }: LeafRow): string {
  return hashOfLeaf({ walletId, sequence, head: head ?? 'none' });
}
