import { digest, digestOfCanonical, link } from './digest.js';
import type { NewEntry } from '../model/entry.js';
import { canonicalEntry, type EntryContent } from './contents.js';
import type { JsonValue, Transaction } from '../model/transaction.js';
import type { Wallet } from '../model/wallet.js';

/**
 * The chains of entries, one a wallet, so that wallets never wait for one another. `docs/integrity.md` says what is hashed,
 * and why. Contents are written with their keys in sorted order and amounts as strings, so that what JSON.stringify makes of
 * them is canonical already (RFC 8785).
 */

/** Fields of a wallet that never change; times are ISO 8601 with milliseconds, in UTC. */
export interface WalletContent {
  readonly createdAt: string;
  readonly currency: string;
  readonly id: string;
  readonly kind: string;
  readonly ownerId: string | null;
  readonly v: 1;
}

/** Fields of a transaction that never change: all but its status and the times of posting and voiding. */
export interface TransactionContent {
  /** In minor units. */
  readonly amount: string;
  readonly createdAt: string;
  readonly currency: string;
  readonly description: string | null;
  readonly destinationWalletId: string;
  readonly id: string;
  readonly initiatedById: string;
  readonly metadata: JsonValue;
  readonly reference: string | null;
  readonly reversalOfId: string | null;
  readonly sourceWalletId: string;
  readonly type: string;
  readonly v: 1;
}

/** Computes the hash that a wallet's chain begins with. */
export function genesisOf(
  wallet: Pick<Wallet, 'id' | 'ownerId' | 'kind' | 'currency' | 'createdAt'>,
): string {
  return digestOfWallet({
    createdAt: wallet.createdAt.toISOString(),
    currency: wallet.currency,
    id: wallet.id,
    kind: wallet.kind,
    ownerId: wallet.ownerId ?? null,
    v: 1,
  });
}

export function digestOfWallet(content: WalletContent): string {
  return digestOfCanonical(JSON.stringify(content));
}

export function transactionContent(transaction: Transaction): TransactionContent {
  return {
    amount: String(transaction.amount),
    createdAt: transaction.createdAt.toISOString(),
    currency: transaction.currency,
    description: transaction.description ?? null,
    destinationWalletId: transaction.destinationWalletId,
    id: transaction.id,
    initiatedById: transaction.initiatedById,
    metadata: transaction.metadata ?? null,
    reference: transaction.reference ?? null,
    reversalOfId: transaction.reversalOfId ?? null,
    sourceWalletId: transaction.sourceWalletId,
    type: transaction.type,
    v: 1,
  };
}

export function digestOfTransaction(content: TransactionContent): string {
  // Metadata has keys in whatever order the client sent them.
  return content.metadata === null ? digestOfCanonical(JSON.stringify(content)) : digest(content);
}

/** The entry with its hash, which is the wallet's new chain head. */
export function chained(
  entry: Omit<NewEntry, 'hash'>,
  { chainHead, currency }: Pick<Wallet, 'chainHead' | 'currency'>,
  transactionDigest: string,
): NewEntry {
  const entryDigest = digestOfEntry({
    amount: String(entry.amount),
    balanceAfter: String(entry.balanceAfter),
    createdAt: entry.createdAt.toISOString(),
    currency,
    id: entry.id,
    sequence: entry.sequence,
    transaction: transactionDigest,
    transactionId: entry.transactionId,
    walletId: entry.walletId,
  });
  return { ...entry, hash: link(chainHead, entryDigest) };
}

export function digestOfEntry(content: EntryContent): string {
  return digestOfCanonical(JSON.stringify(canonicalEntry(content)));
}
