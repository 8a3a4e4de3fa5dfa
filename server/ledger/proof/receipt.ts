import {
  canonicalCheckpoint,
  canonicalEntry,
  CHECKPOINT_FORMAT,
  type CheckpointContent,
  type EntryContent,
} from '../chain/contents.js';

export const RECEIPT_FORMAT = 'nissmart.receipt.v1';

/** A signed proof that an entry is in the ledger, in which nothing is said of anybody else. */
export interface Receipt {
  /** The first one that covers the entry. */
  readonly checkpoint: CheckpointContent;
  readonly entry: EntryContent;
  /** The digests of the wallet's later entries, in their order, up to the last one that the checkpoint covers. */
  readonly following: readonly string[];
  /** The place of the wallet in the tree. */
  readonly leafIndex: number;
  /** The hashes that lead from the wallet's leaf to the root. */
  readonly path: readonly string[];
  /** The hash of the entry before it, or where the wallet's chain begins. */
  readonly previous: string;
  /** SubjectPublicKeyInfo. A reader must know from elsewhere that the key can be trusted. */
  readonly publicKey: string;
  /** Ed25519, over the checkpoint. */
  readonly signature: string;
}

/** Says why a receipt is invalid, in words for its reader. */
export class ReceiptError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReceiptError';
  }
}

/** The object whose JSON is the one text of a receipt: keys in sorted order, and nothing between them. */
export function canonicalReceipt(receipt: Receipt): Receipt & { readonly format: typeof RECEIPT_FORMAT } {
  return {
    checkpoint: canonicalCheckpoint(receipt.checkpoint),
    entry: canonicalEntry(receipt.entry),
    following: [...receipt.following],
    format: RECEIPT_FORMAT,
    leafIndex: receipt.leafIndex,
    path: [...receipt.path],
    previous: receipt.previous,
    publicKey: receipt.publicKey,
    signature: receipt.signature,
  };
}

/**
 * Reads the text of a receipt. There is exactly one text for a receipt, so every other one is refused: another order, white
 * space, a key twice, a field that does not belong there.
 *
 * @throws ReceiptError
 */
export function parseReceipt(text: string): Receipt {
  const receipt = fields(json(text), 'the receipt');
  if (receipt.format !== RECEIPT_FORMAT) throw new ReceiptError(`it is not a ${RECEIPT_FORMAT}`);
  const checkpoint = fields(receipt.checkpoint, 'checkpoint');
  if (checkpoint.format !== CHECKPOINT_FORMAT) throw new ReceiptError(`it has no ${CHECKPOINT_FORMAT}`);
  const entry = fields(receipt.entry, 'entry');
  const parsed: Receipt = {
    checkpoint: {
      auditHead: checkpoint.auditHead === null ? null : digest(checkpoint.auditHead, 'auditHead'),
      auditSequence: count(checkpoint.auditSequence, 'auditSequence'),
      createdAt: matching(TIME, checkpoint.createdAt, 'createdAt'),
      keyId: digest(checkpoint.keyId, 'keyId'),
      number: count(checkpoint.number, 'number'),
      previous: checkpoint.previous === null ? null : digest(checkpoint.previous, 'previous'),
      root: digest(checkpoint.root, 'root'),
      treeSize: count(checkpoint.treeSize, 'treeSize'),
    },
    entry: {
      amount: matching(INTEGER, entry.amount, 'amount'),
      balanceAfter: matching(INTEGER, entry.balanceAfter, 'balanceAfter'),
      createdAt: matching(TIME, entry.createdAt, 'createdAt'),
      currency: matching(/^[A-Z]{3}$/, entry.currency, 'currency'),
      id: matching(UUID, entry.id, 'id'),
      sequence: count(entry.sequence, 'sequence'),
      transaction: digest(entry.transaction, 'transaction'),
      transactionId: matching(UUID, entry.transactionId, 'transactionId'),
      walletId: matching(UUID, entry.walletId, 'walletId'),
    },
    following: digests(receipt.following, 'following'),
    leafIndex: count(receipt.leafIndex, 'leafIndex'),
    path: digests(receipt.path, 'path'),
    previous: digest(receipt.previous, 'previous'),
    publicKey: matching(/^(?:[0-9a-f]{2})+$/, receipt.publicKey, 'publicKey'),
    signature: matching(/^[0-9a-f]{128}$/, receipt.signature, 'signature'),
  };
  if (JSON.stringify(canonicalReceipt(parsed)) !== text) {
    throw new ReceiptError('it is not written as the ledger writes it (canonical JSON, without white space)');
  }
  return parsed;
}

const DIGEST = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const INTEGER = /^(?:0|-?[1-9]\d{0,15})$/;

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ReceiptError('it is not JSON');
  }
}

function fields(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ReceiptError(`${name} is not an object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function matching(pattern: RegExp, value: unknown, name: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new ReceiptError(`${name} is not valid`);
  return value;
}

function digest(value: unknown, name: string): string {
  return matching(DIGEST, value, name);
}

function digests(value: unknown, name: string): string[] {
  if (!Array.isArray(value)) throw new ReceiptError(`${name} is not a list`);
  return value.map((item) => digest(item, name));
}

function count(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new ReceiptError(`${name} is not valid`);
  }
  return value;
}
