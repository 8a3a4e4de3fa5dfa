import type { ResultOf } from '../graphql/tada';
import type { TransactionFields } from './transaction.fragment';
import { kindOf } from './transaction-types';

export type TransactionData = ResultOf<typeof TransactionFields>;
export type Party = TransactionData['source'];

/** A transaction as one of its parties sees it. */
export interface Movement {
  /** `between` two wallets of the reader's own, seen from neither of them. */
  readonly direction: 'in' | 'out' | 'between';
  readonly title: string;
  readonly icon: string;
  /** The wallet on the other side. */
  readonly counterparty: Party;
}

export const STATUS_NAMES: Readonly<Record<TransactionData['status'], string>> = {
  PENDING: 'Pending',
  POSTED: 'Completed',
  VOIDED: 'Cancelled',
};

/** Returns the reason why a transaction was voided; undefined for any other, and when no reason was given. */
export function voidReasonOf({
  status,
  voidReason,
  voidedAt,
  expiresAt,
}: Pick<TransactionData, 'status' | 'voidReason' | 'voidedAt' | 'expiresAt'>): string | undefined {
  if (status !== 'VOIDED') return undefined;
  if (voidReason) return voidReason;
  const expired = voidedAt && expiresAt && Date.parse(voidedAt) >= Date.parse(expiresAt);
  return expired ? 'Nobody decided in time' : undefined;
}

/** @param walletId The wallet whose history is read; without it, the transaction is seen from all of the reader's wallets. */
export function movementOf(transaction: TransactionData, walletId?: string): Movement {
  const { source, destination } = transaction;
  const direction = directionOf(transaction, walletId);
  const counterparty = direction === 'in' ? source : destination;
  return {
    direction,
    counterparty,
    title: titleOf(transaction, direction),
    icon: iconOf(transaction, direction),
  };
}

function directionOf({ source, destination }: TransactionData, walletId?: string): Movement['direction'] {
  if (walletId !== undefined) return destination.walletId === walletId ? 'in' : 'out';
  if (source.wallet && destination.wallet) return 'between';
  return destination.wallet ? 'in' : 'out';
}

function titleOf(
  { type, status, source, destination }: TransactionData,
  direction: Movement['direction'],
): string {
  const { title, happened } = kindOf(type);
  if (status === 'VOIDED') return `Not ${happened}`;
  if (title !== null) return title;
  if (direction === 'between') return `${source.name} to ${destination.name}`;
  return direction === 'in' ? `From ${source.name}` : `To ${destination.name}`;
}

function iconOf({ type, status }: TransactionData, direction: Movement['direction']): string {
  if (status === 'VOIDED') return 'i-lucide-ban';
  const { icon } = kindOf(type);
  if (icon !== null) return icon;
  if (direction === 'between') return 'i-lucide-arrow-left-right';
  return direction === 'in' ? 'i-lucide-arrow-down-left' : 'i-lucide-arrow-up-right';
}
