/** A node of the tree. Level 0 are the leaves; a node stands for `2 ** level` of them, or for fewer at the right edge. */
export interface Place {
  readonly level: number;
  readonly index: number;
}

/** A node that is hashed with what was reached so far, and on which side of it. */
export interface Step extends Place {
  readonly isLeft: boolean;
}

/** Returns the number of nodes on a level. A node without a right neighbour is promoted to the next level as it is. */
export function widthAt(level: number, treeSize: number): number {
  return Math.ceil(treeSize / 2 ** level);
}

/** The nodes that lead from a leaf to the root: its inclusion path (RFC 9162, section 2.1.3), from the leaf upwards. */
export function pathOf(leafIndex: number, treeSize: number): Step[] {
  const steps: Step[] = [];
  let index = leafIndex;
  for (let level = 0; widthAt(level, treeSize) > 1; level += 1) {
    const isRight = index % 2 === 1;
    const sibling = isRight ? index - 1 : index + 1;
    if (sibling < widthAt(level, treeSize)) steps.push({ level, index: sibling, isLeft: isRight });
    index = Math.floor(index / 2);
  }
  return steps;
}
