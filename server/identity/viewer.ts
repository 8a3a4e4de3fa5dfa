import type { Transaction } from '../ledger/transaction.js';
import type { Wallet } from '../ledger/wallet.js';
import { AccessError } from './errors.js';
import type { Role } from './user.js';

export { notFound } from '../ledger/not-found.js';

/** What somebody is recognised by. */
export interface Credential {
  readonly kind: 'SESSION' | 'API_TOKEN';
  readonly id: string;
  /** Of an API token, which may be made for reading alone; a session may do all that its user may. */
  readonly readOnly: boolean;
  /** When the password was last entered in the session; null for an API token, which has none. */
  readonly confirmedAt: Date | null;
}

/** Who is asking: a user, by one of their sessions or API tokens. */
export interface Viewer {
  readonly userId: string;
  readonly credential: Credential;
  /** What they may do here and now: the user's role, or the lesser one that their API token has. */
  readonly role: Role;
}

/** How long a password that was entered lets its session do what is dangerous. */
export const CONFIRMATION_MS = 10 * 60 * 1000;

export function sessionCredential(id: string, confirmedAt: Date | null): Credential {
  return { kind: 'SESSION', id, readOnly: false, confirmedAt };
}

/** @throws AccessError UNAUTHENTICATED when nobody is signed in. */
export function requireViewer(viewer: Viewer | null): Viewer {
  if (!viewer) throw new AccessError('UNAUTHENTICATED', 'Sign in first');
  return viewer;
}

/**
 * What an API token must never do, because it would let whoever finds one outlive it: make tokens, end sessions, and keep
 * people out or let them in again.
 *
 * @throws AccessError UNAUTHENTICATED, FORBIDDEN
 */
export function requireSession(viewer: Viewer | null): Viewer {
  const known = requireViewer(viewer);
  if (known.credential.kind !== 'SESSION')
    throw new AccessError('FORBIDDEN', 'An API token may not do this; sign in first');
  return known;
}

/**
 * For what somebody must not be able to do who only finds a browser open. Programs have no password to enter: what an API
 * token may do at all, it goes on doing.
 *
 * @throws AccessError CONFIRMATION_REQUIRED when the session has not proved the password lately.
 */
export function requireConfirmed({ credential }: Viewer, now: Date): void {
  if (credential.kind === 'API_TOKEN') return;
  const { confirmedAt } = credential;
  if (confirmedAt && now.getTime() - confirmedAt.getTime() < CONFIRMATION_MS) return;
  throw new AccessError('CONFIRMATION_REQUIRED', 'Enter your password again, then repeat the request');
}

/** Analysts and operators read everything of operations. @throws AccessError UNAUTHENTICATED, FORBIDDEN */
export function requireStaff(viewer: Viewer | null): Viewer {
  const known = requireViewer(viewer);
  if (!isStaff(known)) throw new AccessError('FORBIDDEN', 'This is for analysts and operators');
  return known;
}

/** Operators act on everybody's money. @throws AccessError UNAUTHENTICATED, FORBIDDEN */
export function requireOperator(viewer: Viewer | null): Viewer {
  const known = requireViewer(viewer);
  if (known.role !== 'OPERATOR') throw new AccessError('FORBIDDEN', 'This is for operators');
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
