import type { EntityManager } from '@mikro-orm/core';
import { Transaction } from '../model/transaction.js';
import { walletIdsOf } from './wallets.js';

/** Tells if the sender has ever sent money to each of these people. The sender is left out. */
export async function hasPaidAll(
  em: EntityManager,
  senderId: string,
  ownerIds: ReadonlySet<string>,
): Promise<boolean> {
  const own = [...(await walletIdsOf(em, senderId))];
  for (const ownerId of ownerIds) {
    if (ownerId === senderId) continue;
    const theirs = [...(await walletIdsOf(em, ownerId))];
    const where = { type: 'TRANSFER' as const, sourceWalletId: { $in: own } };
    const [paid] = await em.find(
      Transaction,
      { ...where, destinationWalletId: { $in: theirs } },
      { limit: 1, orderBy: { id: 'desc' } },
    );
    // The first stranger settles it.
    if (!paid) return false;
  }
  return true;
}
