import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../money/currencies.js';
import { Wallet } from '../model/wallet.js';
import { listTransactionsOfWallets } from './transactions.js';
import { walletIdsOf } from './wallets.js';

/** Somebody who was sent money before. */
export interface Recipient {
  readonly ownerId: string;
  /** Wallet in which they would receive the currency. */
  readonly walletId: string;
}

/** Number of the last transfers that are searched for recent recipients. */
const LOOKED_THROUGH = 200;
const NEWEST = {
  size: LOOKED_THROUGH,
  order: 'NEWEST_FIRST',
  fromEnd: false,
  after: undefined,
  before: undefined,
} as const;

/**
 * The people to whom somebody has sent money of a currency lately, the last one first, each once: people have many wallets.
 * Those whom no money can reach by now are left out.
 */
export async function recentRecipientsOf(
  em: EntityManager,
  senderId: string,
  currency: Currency,
  first: number,
): Promise<Recipient[]> {
  const own = await walletIdsOf(em, senderId);
  const filter = { type: ['TRANSFER' as const], currency };
  const { items } = await listTransactionsOfWallets(em, [...own], filter, NEWEST);
  const sentTo = items.map(({ destinationWalletId }) => destinationWalletId).filter((id) => !own.has(id));
  const wallets = new Map(
    (await em.find(Wallet, { id: { $in: [...new Set(sentTo)] } })).map((wallet) => [wallet.id, wallet]),
  );
  const ownerIds = new Set(sentTo.flatMap((id) => wallets.get(id)?.ownerId ?? []));
  const active = await em.find(
    Wallet,
    { ownerId: { $in: [...ownerIds] }, currency, status: 'ACTIVE' },
    { orderBy: { id: 'asc' } },
  );
  return [...ownerIds]
    .flatMap((ownerId) => {
      const reachable = active.filter((wallet) => wallet.ownerId === ownerId).map(({ id }) => id);
      // The one that was sent to last, or else the one that an email would reach.
      const walletId = sentTo.find((id) => reachable.includes(id)) ?? reachable[0];
      return walletId === undefined ? [] : [{ ownerId, walletId }];
    })
    .slice(0, first);
}
