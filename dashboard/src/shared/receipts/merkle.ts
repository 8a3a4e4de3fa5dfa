import { fromHex, sha256 } from '../files/bytes';

/**
 * Computes the root from a leaf and its inclusion path, as in RFC 9162, section 2.1.3.2. All hashes are
 * lower-case hexadecimal.
 *
 * @returns Undefined when the path does not fit a tree of that size.
 */
export async function rootOf(
  leafHash: string,
  leafIndex: number,
  treeSize: number,
  path: readonly string[],
): Promise<string | undefined> {
  if (leafIndex >= treeSize) return undefined;
  let node = leafIndex;
  let last = treeSize - 1;
  let root = leafHash;
  for (const sibling of path) {
    if (last === 0) return undefined;
    const isRight = node % 2 === 1;
    if (isRight || node === last) {
      root = await hashOfNode(sibling, root);
      // Nodes at the right edge of the tree have no neighbour on some levels.
      while (node % 2 === 0 && node !== 0) [node, last] = parents(node, last);
    } else {
      root = await hashOfNode(root, sibling);
    }
    [node, last] = parents(node, last);
  }
  return last === 0 ? root : undefined;
}

function parents(node: number, last: number): [number, number] {
  return [Math.floor(node / 2), Math.floor(last / 2)];
}

async function hashOfNode(left: string, right: string): Promise<string> {
  return sha256(fromHex(`01${left}${right}`));
}
