/**
 * Contents that are hashed and signed. Each function puts the keys in sorted order and uses no number that JSON could
 * write in two ways, so that JSON.stringify gives the canonical form (RFC 8785). `docs/integrity.md` has the reasons.
 *
 * Nothing here or in the other files that a receipt is checked with needs Node: a browser checks it in the same way.
 * Digests, keys and signatures are lower-case hexadecimal; times are ISO 8601 with milliseconds, in UTC.
 */

/** Hashed content of an entry. */
export interface EntryContent {
  /** In minor units, negative for a debit. */
  readonly amount: string;
  readonly balanceAfter: string;
  readonly createdAt: string;
  readonly currency: string;
  readonly id: string;
  readonly sequence: number;
  /** The digest of the transaction's content. */
  readonly transaction: string;
  readonly transactionId: string;
  readonly walletId: string;
}

export function canonicalEntry(entry: EntryContent): EntryContent & { readonly v: 1 } {
  const { amount, balanceAfter, createdAt, currency, id, sequence, transaction, transactionId, walletId } =
    entry;
  return {
    amount,
    balanceAfter,
    createdAt,
    currency,
    id,
    sequence,
    transaction,
    transactionId,
    v: 1,
    walletId,
  };
}

/** A leaf of the tree: where the chain of a wallet ends. */
export interface LeafContent {
  /** The hash of the wallet's last entry, or where its chain begins when it has none. */
  readonly head: string;
  /** The sequence of that entry. */
  readonly sequence: number;
  readonly walletId: string;
}

export function canonicalLeaf({ head, sequence, walletId }: LeafContent): LeafContent & { readonly v: 1 } {
  return { head, sequence, v: 1, walletId };
}

export const CHECKPOINT_FORMAT = 'nissmart.checkpoint.v1';

/** Signed content of a checkpoint: the state of all wallets' chains at one moment. */
export interface CheckpointContent {
  /** The hash of the last audit event; null before the first. */
  readonly auditHead: string | null;
  readonly auditSequence: number;
  readonly createdAt: string;
  /** SHA-256 over the public key as SubjectPublicKeyInfo. */
  readonly keyId: string;
  /** Counts checkpoints from 1, without a gap. */
  readonly number: number;
  /** The digest of the checkpoint before it; null for the first. */
  readonly previous: string | null;
  /** Of the Merkle tree over the wallets' leaves (RFC 9162, section 2.1). */
  readonly root: string;
  readonly treeSize: number;
}

export function canonicalCheckpoint(
  content: CheckpointContent,
): CheckpointContent & { readonly format: typeof CHECKPOINT_FORMAT } {
  const { auditHead, auditSequence, createdAt, keyId, number, previous, root, treeSize } = content;
  return {
    auditHead,
    auditSequence,
    createdAt,
    format: CHECKPOINT_FORMAT,
    keyId,
    number,
    previous,
    root,
    treeSize,
  };
}
