import type { EntityManager } from '@mikro-orm/core';
import { genesisOf } from '../chain/chain.js';
import type { Currency } from '../money/currencies.js';
import { LedgerError } from '../errors.js';
import { NO_GOAL } from '../model/goal.js';
import { systemWalletId, type IdGenerator } from '../model/ids.js';
import { newRow } from '../model/new-row.js';
import type { IdempotentWrite } from '../idempotency/once.js';
import { Wallet, type WalletKind } from '../model/wallet.js';

/** Keeps what a transfer by email has to look through, and what a customer has to scroll through, within bounds. */
const WALLETS_PER_OWNER_MAX = 200;

export interface NewWallet {
  readonly ownerId: string;
  readonly name: string;
  readonly currency: Currency;
}

/**
 * Opens a customer's wallet, ACTIVE at zero; with the first of a currency come its treasury and its escrow. It throws
 * LedgerError BAD_USER_INPUT when the owner has as many as one may have.
 */
export function openingOfWallet(
  em: EntityManager,
  wanted: NewWallet,
  openedAt: Date,
  ids: IdGenerator,
): IdempotentWrite<Wallet> {
  return {
    act: async () => open(em, wanted, openedAt, ids),
    pinned: ({ id }) => ({ walletId: id }),
    find: async ({ walletId }) => em.findOneOrFail(Wallet, { id: walletId ?? '' }),
  };
}

async function open(em: EntityManager, wanted: NewWallet, openedAt: Date, ids: IdGenerator): Promise<Wallet> {
  if ((await em.count(Wallet, { ownerId: wanted.ownerId })) >= WALLETS_PER_OWNER_MAX) {
    throw new LedgerError('BAD_USER_INPUT', `One user has at most ${String(WALLETS_PER_OWNER_MAX)} wallets`, {
      walletsMax: WALLETS_PER_OWNER_MAX,
    });
  }
  for (const kind of ['TREASURY', 'ESCROW'] as const) {
    const id = systemWalletId(kind, wanted.currency);
    const name = `${wanted.currency} ${kind.toLowerCase()}`;
    if (!(await em.findOne(Wallet, { id }))) {
      em.persist(emptyWallet(id, kind, { ...wanted, name, ownerId: null }, openedAt));
    }
  }
  const wallet = emptyWallet(ids.next(openedAt), 'CUSTOMER', wanted, openedAt);
  em.persist(wallet);
  return wallet;
}

/** The treasury that a wallet is a shard of, and which one. */
interface Place {
  readonly shardOf: string | null;
  readonly shard: number;
}

const NO_SHARD: Place = { shardOf: null, shard: 0 };

/** Makes a wallet, ACTIVE at zero. */
export function emptyWallet(
  id: string,
  kind: WalletKind,
  { ownerId, name, currency }: Omit<NewWallet, 'ownerId'> & { ownerId: string | null },
  openedAt: Date,
  place: Place = NO_SHARD,
): Wallet {
  const opened = { id, ownerId, kind, currency, createdAt: openedAt };
  return newRow<Wallet, 'available'>(Wallet, {
    ...opened,
    ...place,
    name,
    status: 'ACTIVE',
    posted: 0,
    held: 0,
    incoming: 0,
    sequence: 0,
    chainHead: genesisOf(opened),
    position: 0,
    ...NO_GOAL,
  });
}
