import type { EntityManager } from '@mikro-orm/core';
import { digestOfEntry } from '../chain/chain.js';
import { contentOfEntryRow, type EntryRow } from '../chain/chain-rows.js';
import { pathOf, type Step } from './merkle-path.js';
import { canonicalReceipt, type Receipt } from './receipt.js';
import { findBeginnings, findChains, findCovers, findNodes, findSigned } from './receipt-rows.js';

/**
 * Makes the receipts of entries by a few statements, however many there are. An entry that no checkpoint covers yet has
 * none.
 */
export async function receiptsOf(
  em: EntityManager,
  entryIds: readonly string[],
): Promise<Map<string, Receipt>> {
  const covers = await findCovers(em, entryIds);
  if (covers.length === 0) return new Map();
  const signed = await findSigned(em, covers);
  const beginnings = await findBeginnings(em, covers);
  const chains = await findChains(em, covers);
  const paths = covers.map(({ leafIndex, checkpoint }) =>
    pathOf(leafIndex, present(signed.get(checkpoint)).content.treeSize),
  );
  const nodes = await findNodes(
    em,
    paths.flatMap((steps, at) => steps.map((step) => ({ ...step, checkpoint: covers[at]?.checkpoint ?? 0 }))),
  );

  // One entry follows many others.
  const digests = new Map<EntryRow, string>();
  const digestOf = (row: EntryRow): string => {
    const digest = digests.get(row) ?? digestOfEntry(contentOfEntryRow(row));
    digests.set(row, digest);
    return digest;
  };
  const receiptOf = (cover: (typeof covers)[number], steps: readonly Step[]): Receipt => {
    const { content: checkpoint, signature, publicKey } = present(signed.get(cover.checkpoint));
    const chain = present(chains.get(cover.walletId));
    const following: string[] = [];
    for (let sequence = cover.sequence + 1; sequence <= cover.covered; sequence += 1) {
      following.push(digestOf(present(chain.get(sequence))));
    }
    return canonicalReceipt({
      checkpoint,
      entry: contentOfEntryRow(present(chain.get(cover.sequence))),
      following,
      leafIndex: cover.leafIndex,
      path: steps.map(({ level, index }) => present(nodes.get(`${level} ${index} ${cover.checkpoint}`))),
      previous:
        cover.sequence === 1
          ? present(beginnings.get(cover.walletId))
          : present(chain.get(cover.sequence - 1)).hash,
      publicKey,
      signature,
    });
  };
  return new Map(covers.map((cover, at) => [cover.entryId, receiptOf(cover, paths[at] ?? [])]));
}

/** Asserts that a row which a checkpoint covers exists; only tampering can remove it. */
function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The proof of an entry has a gap; verify the books');
  return value;
}
