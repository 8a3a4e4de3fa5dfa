import { fromHex, sha256 } from '../files/bytes';
import { canonical } from './canonical';
import { rootOf } from './merkle';
import type { Receipt } from './receipt-file';
import type { Step } from './step';

/** Computes the way from the entry to the head of its wallet's chain, to a leaf of the tree, and to the root. */
export async function inclusion({
  entry,
  previous,
  following,
  leafIndex,
  path,
  checkpoint,
}: Receipt): Promise<Step[]> {
  const digest = await sha256(canonical(entry));
  let head = await link(previous, digest);
  for (const next of following) head = await link(head, next);

  const leaf = { v: 1, walletId: entry.walletId, sequence: entry.sequence + following.length, head };
  const leafHash = await sha256(fromHex('00'), canonical(leaf));
  const root = await rootOf(leafHash, leafIndex, checkpoint.treeSize, path);
  const isThere = root === checkpoint.root;
  const outcome = isThere ? 'passed' : 'computed';
  return [
    { name: 'entry', outcome, finding: 'The digest of what the entry says.', value: digest },
    {
      name: 'chain',
      outcome,
      finding: `The hash before the entry, ${linked(following.length)}, leads to the end of the wallet’s chain.`,
      value: head,
    },
    isThere
      ? {
          name: 'path',
          outcome,
          finding: `The chain leads to the root over ${checkpoint.treeSize} wallets that was signed.`,
          value: root,
        }
      : {
          name: 'path',
          outcome: 'failed',
          finding:
            root === undefined
              ? 'The path does not fit the tree.'
              : 'The chain does not lead to the root that was signed: the entry, or a hash around it, was altered.',
          ...(root !== undefined && { value: root }),
        },
  ];
}

function linked(later: number): string {
  if (later === 0) return 'with it';
  return `with it and ${later === 1 ? 'the entry' : `the ${later} entries`} after it`;
}

async function link(before: string, digest: string): Promise<string> {
  return sha256(fromHex(before + digest));
}
