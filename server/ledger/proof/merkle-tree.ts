import { hash } from 'node:crypto';
import { canonicalLeaf, type LeafContent } from '../chain/contents.js';
import { widthAt, type Place } from './merkle-path.js';

/** The hash of a leaf. What is hashed begins with 00 for a leaf and with 01 for a node, so that neither passes for the other. */
export function hashOfLeaf(leaf: LeafContent): string {
  return hash('sha256', `\u0000${JSON.stringify(canonicalLeaf(leaf))}`, 'hex');
}

export function hashOfNodes(left: string, right: string): string {
  return hash('sha256', Buffer.from(`01${left}${right}`, 'hex'), 'hex');
}

export interface Node extends Place {
  readonly hash: string;
}

/** Reads nodes of one level as they are now, by their index. */
export type ReadNodes = (level: number, indexes: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/**
 * Every node that changes when leaves change or join at the end, from the leaves up to the root, which is the last one. It
 * reads and hashes no more than lies on the paths from those leaves.
 *
 * @param changed Hashes of leaves by their index.
 * @param treeSize With the leaves that join.
 */
export async function changedNodes(
  changed: ReadonlyMap<number, string>,
  treeSize: number,
  read: ReadNodes,
): Promise<Node[]> {
  const nodes: Node[] = [];
  let here = changed;
  for (let level = 0; ; level += 1) {
    for (const [index, each] of here) nodes.push({ level, index, hash: each });
    const width = widthAt(level, treeSize);
    if (width <= 1) return nodes;
    here = await parents(here, width, async (indexes) => read(level, indexes));
  }
}

async function parents(
  children: ReadonlyMap<number, string>,
  width: number,
  read: (indexes: readonly number[]) => Promise<ReadonlyMap<number, string>>,
): Promise<Map<number, string>> {
  const above = [...new Set([...children.keys()].map((index) => Math.floor(index / 2)))];
  const missing = above
    .flatMap((index) => [index * 2, index * 2 + 1])
    .filter((index) => index < width && !children.has(index));
  const unchanged = await read(missing);
  const hashAt = (index: number): string => {
    const found = children.get(index) ?? unchanged.get(index);
    if (found === undefined)
      throw new Error(`The tree of checkpoints has no node ${String(index)} where it should`);
    return found;
  };
  return new Map(
    above.map((index) => {
      const left = hashAt(index * 2);
      return [index, index * 2 + 1 < width ? hashOfNodes(left, hashAt(index * 2 + 1)) : left];
    }),
  );
}
