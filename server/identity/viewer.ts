import type { Transaction } from '../ledger/transaction.js';
import type { Wallet } from '../ledger/wallet.js';
import { AccessError } from './errors.js';
import type { Role } from './user.js';

/** Who is asking: a signed-in user, by one of their sessions. */
export interface Viewer {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
}

/** @throws AccessError UNAUTHENTICATED when nobody is signed in. */
export function requireViewer(viewer: Viewer | null): Viewer {
  if (!viewer) throw new AccessError('UNAUTHENTICATED', 'Sign in first');
  return viewer;
}

/** Analysts and operators read everything of operations. @throws AccessError UNAUTHENTICATED, FORBIDDEN */
export function requireStaff(viewer: Viewer | null): Viewer {
  const known = requireViewer(viewer);
  if (!isStaff(known)) throw new AccessError('FORBIDDEN', 'This is for analysts and operators');
  return known;
}

/** Analysts write nothing. @throws AccessError UNAUTHENTICATED, FORBIDDEN */
export function requireSaver(viewer: Viewer | null): Viewer {
  const known = requireViewer(viewer);
  if (known.role === 'ANALYST')
    throw new AccessError('FORBIDDEN', 'An analyst reads everything and writes nothing');
  return known;
}

export function isStaff(viewer: Viewer): boolean {
  return viewer.role !== 'CUSTOMER';
}

export function maySeeWallet(viewer: Viewer, wallet: Pick<Wallet, 'ownerId'>): boolean {
  return isStaff(viewer) || wallet.ownerId === viewer.userId;
}

/** A customer sees a transaction that one of their wallets is a party to. */
export function maySeeTransaction(
  viewer: Viewer,
  transaction: Pick<Transaction, 'sourceWalletId' | 'destinationWalletId'>,
  ownWalletIds: ReadonlySet<string>,
): boolean {
  return (
    isStaff(viewer) ||
    ownWalletIds.has(transaction.sourceWalletId) ||
    ownWalletIds.has(transaction.destinationWalletId)
  );
}

/** The one answer for what is missing and for what belongs to somebody else. */
export function notFound(what: string): AccessError {
  return new AccessError('NOT_FOUND', `No such ${what}`);
}
