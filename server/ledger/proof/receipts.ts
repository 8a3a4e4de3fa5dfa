import type { EntityManager } from '@mikro-orm/core';
import { digestOfEntry } from '../chain/chain.js';
import { contentOfEntryRow, type EntryRow } from '../chain/chain-rows.js';
import { pathOf, type Step } from './merkle-path.js';
import { canonicalReceipt, type Receipt } from './receipt.js';
import { findBeginnings, findChains, findCoveredEntries, findNodes, findSigned } from './receipt-rows.js';

/**
 * Makes the receipts of entries by a few statements, however many there are. An entry that no checkpoint covers yet has
 * none.
 */
export async function receiptsOf(
  em: EntityManager,
  entryIds: readonly string[],
): Promise<Map<string, Receipt>> {
  const entries = await findCoveredEntries(em, entryIds);
  if (entries.length === 0) return new Map();
  const signed = await findSigned(em, entries);
  const beginnings = await findBeginnings(em, entries);
  const chains = await findChains(em, entries);
  const paths = entries.map(({ leafIndex, checkpoint }) =>
    pathOf(leafIndex, present(signed.get(checkpoint)).content.treeSize),
  );
  const nodes = await findNodes(
    em,
    paths.flatMap((steps, at) =>
      steps.map((step) => ({ ...step, checkpoint: entries[at]?.checkpoint ?? 0 })),
    ),
  );

  // One entry follows many others.
  const digests = new Map<EntryRow, string>();
  const digestOf = (row: EntryRow): string => {
    const digest = digests.get(row) ?? digestOfEntry(contentOfEntryRow(row));
    digests.set(row, digest);
    return digest;
  };
  const receiptOf = (covered: (typeof entries)[number], steps: readonly Step[]): Receipt => {
    const { content: checkpoint, signature, publicKey } = present(signed.get(covered.checkpoint));
    const chain = present(chains.get(covered.walletId));
    const following: string[] = [];
    for (let sequence = covered.sequence + 1; sequence <= covered.covered; sequence += 1) {
      following.push(digestOf(present(chain.get(sequence))));
    }
    return canonicalReceipt({
      checkpoint,
      entry: contentOfEntryRow(present(chain.get(covered.sequence))),
      following,
      leafIndex: covered.leafIndex,
      path: steps.map(({ level, index }) => present(nodes.get(`${level} ${index} ${covered.checkpoint}`))),
      previous:
        covered.sequence === 1
          ? present(beginnings.get(covered.walletId))
          : present(chain.get(covered.sequence - 1)).hash,
      publicKey,
      signature,
    });
  };
  return new Map(entries.map((covered, at) => [covered.entryId, receiptOf(covered, paths[at] ?? [])]));
}

/** Asserts that a row which a checkpoint covers exists; only tampering can remove it. */
function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The proof of an entry has a gap; verify the books');
  return value;
}
