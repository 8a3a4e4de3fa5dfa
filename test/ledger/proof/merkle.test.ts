import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathOf } from '../../../server/ledger/proof/merkle-path.js';
import { changedNodes, hashOfNodes } from '../../../server/ledger/proof/merkle-tree.js';

/** MTH and PATH as RFC 9162 defines them, in sections 2.1.1 and 2.1.3.1, over leaves that are hashed already. */
function rootOf(leaves: readonly string[]): string {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  const split = largestPowerBelow(leaves.length);
  return node(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

function inclusionPath(index: number, leaves: readonly string[]): string[] {
  if (leaves.length === 1) return [];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionPath(index, left), rootOf(right)]
    : [...inclusionPath(index - split, right), rootOf(left)];
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function node(left: string, right: string): string {
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(left, 'hex')
    .update(right, 'hex')
    .digest('hex');
}

const leafOf = (seed: number): string => createHash('sha256').update(`leaf ${seed}`).digest('hex');

/** A tree that keeps the last version of each node, as the database does. */
class Tree {
  readonly #nodes = new Map<string, string>();
  root = '';

  async change(leaves: ReadonlyMap<number, string>, size: number): Promise<number> {
    let read = 0;
    const nodes = await changedNodes(leaves, size, async (level, indexes) => {
      read += indexes.length;
      return Promise.resolve(
        new Map(indexes.map((index) => [index, this.#nodes.get(`${level} ${index}`) ?? 'missing'])),
      );
    });
    for (const { level, index, hash } of nodes) this.#nodes.set(`${level} ${index}`, hash);
    this.root = nodes.at(-1)?.hash ?? '';
    return read + nodes.length;
  }

  path(index: number, size: number): string[] {
    return pathOf(index, size).map((place) => this.#nodes.get(`${place.level} ${place.index}`) ?? '');
  }
}

test('When leaves change and join in any order, then root and paths are those of RFC 9162', async () => {
  const step = fc.record({
    joining: fc.nat({ max: 9 }),
    changing: fc.array(fc.nat({ max: 60 }), { maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const tree = new Tree();
      const leaves: string[] = [];
      let seed = 0;
      for (const { joining, changing } of steps) {
        const changed = new Map<number, string>();
        const set = (index: number): void => {
          seed += 1;
          leaves[index] = leafOf(seed);
          changed.set(index, leafOf(seed));
        };
        for (const index of changing) if (index < leaves.length) set(index);
        for (let count = 0; count < joining; count += 1) set(leaves.length);
        if (changed.size === 0) continue;
        await tree.change(changed, leaves.length);
        expect(tree.root).toBe(rootOf(leaves));
        for (let index = 0; index < leaves.length; index += 1) {
          expect(tree.path(index, leaves.length)).toEqual(inclusionPath(index, leaves));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('When one leaf of many changes, then no more than its path is read and hashed', async () => {
  const tree = new Tree();
  const size = 10_000;
  await tree.change(new Map(Array.from({ length: size }, (_, index) => [index, leafOf(index)])), size);
  expect(await tree.change(new Map([[5_000, leafOf(-1)]]), size)).toBeLessThan(30);
});

test('When nodes are hashed, then as RFC 9162 says', () => {
  expect(hashOfNodes(leafOf(1), leafOf(2))).toBe(node(leafOf(1), leafOf(2)));
});
