import { widthAt } from '../proof/merkle-path.js';
import type { Node } from '../proof/merkle-tree.js';
import type { Snapshot } from '../database/snapshot.js';

const ROWS_A_STATEMENT = 500;

export interface LeafRow {
  readonly wallet_id: string;
  readonly sequence: number;
  readonly leaf_index: number;
  /** The hash of the wallet's entry of that sequence, as the books have it now; null when there is no such entry. */
  readonly head: string | null;
}

/** The stored tree, read while checkpoints are gone through in their order. */
export class CheckpointRows {
  /** Right hashes of wrong nodes, so that nodes above them are not reported as well; by level and place, the newest. */
  readonly #corrections = new Map<string, { readonly checkpoint: number; readonly hash: string }>();

  constructor(private readonly snapshot: Snapshot) {}

  async leavesOf(checkpoint: number): Promise<LeafRow[]> {
    return this.snapshot.rows<LeafRow>(
      `select l.wallet_id, l.sequence, l.leaf_index, case l.sequence when 0 then o.hash else e.hash end as head
      from checkpoint_leaves l left join wallet_origins o on o.wallet_id = l.wallet_id
      left join entries e on e.wallet_id = l.wallet_id and e.sequence = l.sequence
      where l.checkpoint = ? order by l.leaf_index, l.wallet_id, l.sequence`,
      [checkpoint],
    );
  }

  /** The nodes that this checkpoint stored. */
  async nodesOf(checkpoint: number, level: number, indexes: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.#select(indexes, 'n.checkpoint = ?', level, checkpoint);
    return new Map(rows.map(({ place, hash }) => [place, hash]));
  }

  /** The nodes as the checkpoint before this one left them. What is missing has a hash that nothing has. */
  async nodesBefore(
    checkpoint: number,
    level: number,
    indexes: readonly number[],
  ): Promise<Map<number, string>> {
    const rows = await this.#select(
      indexes,
      `n.checkpoint = (select max(checkpoint) from checkpoint_nodes
        where level = n.level and place = n.place and checkpoint < ?)`,
      level,
      checkpoint,
    );
    const found = new Map(rows.map((row) => [row.place, row]));
    return new Map(
      indexes.map((index) => {
        const row = found.get(index);
        const correction = this.#corrections.get(`${level} ${index}`);
        if (correction && correction.checkpoint >= (row?.checkpoint ?? 0)) return [index, correction.hash];
        return [index, row?.hash ?? ''];
      }),
    );
  }

  async rootAsOf(checkpoint: number, treeSize: number): Promise<string | undefined> {
    let level = 0;
    while (widthAt(level, treeSize) > 1) level += 1;
    return (await this.nodesBefore(checkpoint + 1, level, [0])).get(0);
  }

  correct({ level, index, hash }: Node, checkpoint: number): void {
    this.#corrections.set(`${level} ${index}`, { checkpoint, hash });
  }

  async countNodes(): Promise<number> {
    const [row] = await this.snapshot.rows<{ count: number }>(
      'select count(*) as count from checkpoint_nodes',
    );
    return row?.count ?? 0;
  }

  /** The keys of nodes under which no leaf changed with their checkpoint. */
  async foreignNodes(limit: number): Promise<string[]> {
    const rows = await this.snapshot.rows<{ level: number; place: number; checkpoint: number }>(
      `select level, place, checkpoint from checkpoint_nodes n where not exists (
        select 1 from checkpoint_leaves l
        where l.checkpoint = n.checkpoint and l.leaf_index >> cast(n.level as integer) = n.place)
      order by level, place, checkpoint limit ${limit}`,
    );
    return rows.map(({ level, place, checkpoint }) => `${level} ${place} ${checkpoint}`);
  }

  async #select(
    indexes: readonly number[],
    condition: string,
    level: number,
    checkpoint: number,
  ): Promise<{ place: number; checkpoint: number; hash: string }[]> {
    const found: { place: number; checkpoint: number; hash: string }[] = [];
    for (let at = 0; at < indexes.length; at += ROWS_A_STATEMENT) {
      const some = indexes.slice(at, at + ROWS_A_STATEMENT);
      found.push(
        ...(await this.snapshot.rows<{ place: number; checkpoint: number; hash: string }>(
          `with wanted (place) as (values ${some.map(() => '(?)').join(', ')})
          select n.place, n.checkpoint, n.hash from wanted
          join checkpoint_nodes n on n.level = ? and n.place = wanted.place and ${condition}`,
          [...some, level, checkpoint],
        )),
      );
    }
    return found;
  }
}
