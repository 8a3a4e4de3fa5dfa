import { LockMode, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../chain/audit-log.js';
import { LedgerError } from '../errors.js';
import { isLocked } from '../model/goal.js';
import { Wallet } from '../model/wallet.js';
import { notFound } from '../not-found.js';
import { assertNotClosed } from './rules/checks.js';

/** A customer's wallet, and who asks for a change of it: only its owner may. */
export interface OwnWallet {
  readonly walletId: string;
  readonly ownerId: string;
}

/** Finds a wallet of the owner's and locks its row, as units of work that move money do. @throws LedgerError NOT_FOUND */
export async function lockOwnWallet(em: EntityManager, { walletId, ownerId }: OwnWallet): Promise<Wallet> {
  const wallet = await em.findOne(
    Wallet,
    { id: walletId, ownerId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!wallet) throw notFound('wallet', 'walletId');
  return wallet;
}

/** @throws LedgerError NOT_FOUND, WALLET_CLOSED */
export async function renameWallet(
  em: EntityManager,
  { name, ...own }: OwnWallet & { readonly name: string },
  now: Date,
): Promise<Wallet> {
  const wallet = await lockOwnWallet(em, own);
  assertNotClosed(wallet);
  if (wallet.name === name) return wallet;
  await appendToAuditLog(em, [
    {
      ...{ at: now, actorId: own.ownerId, action: 'WALLET_RENAMED', walletId: wallet.id, reason: null },
      personal: { before: wallet.name, after: name },
    },
  ]);
  wallet.name = name;
  return wallet;
}

/** Gives up to break the lock of a wallet. @throws LedgerError NOT_FOUND */
export async function keepLock(em: EntityManager, own: OwnWallet, now: Date): Promise<Wallet> {
  const wallet = await lockOwnWallet(em, own);
  if (!wallet.lockOpensAt || !isLocked(wallet, now)) return wallet;
  wallet.lockOpensAt = null;
  await appendToAuditLog(em, [
    { at: now, actorId: own.ownerId, action: 'LOCK_BREAK_WITHDRAWN', walletId: wallet.id, reason: null },
  ]);
  return wallet;
}

/**
 * Puts wallets of an owner first, in this order; the others follow in the order that they have, and those that are opened
 * later come last. It locks all of them, in the order in which every unit of work locks wallets.
 *
 * @throws LedgerError NOT_FOUND; BAD_USER_INPUT for a wallet that is named twice
 */
export async function orderWallets(
  em: EntityManager,
  ownerId: string,
  walletIds: readonly string[],
): Promise<Wallet[]> {
  if (new Set(walletIds).size < walletIds.length) {
    throw new LedgerError('BAD_USER_INPUT', 'A wallet is named twice', { field: 'walletIds' });
  }
  const wallets = await em.find(
    Wallet,
    { ownerId },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const byId = new Map(wallets.map((wallet) => [wallet.id, wallet]));
  const first = walletIds.map((id) => {
    const wallet = byId.get(id);
    if (!wallet) throw notFound('wallet', 'walletIds');
    byId.delete(id);
    return wallet;
  });
  const ordered = [...first, ...[...byId.values()].sort((one, other) => one.position - other.position)];
  // Below zero, which is the place of a new wallet.
  ordered.forEach((wallet, index) => (wallet.position = index - ordered.length));
  return ordered;
}
