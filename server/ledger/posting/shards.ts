import type { EntityManager } from '@mikro-orm/core';
import { CURRENCIES } from '../money/currencies.js';
import { systemWalletId } from '../model/ids.js';
import { Wallet } from '../model/wallet.js';
import { emptyWallet } from './open-wallet.js';

const TREASURIES = new Map(CURRENCIES.map((currency) => [systemWalletId('TREASURY', currency), currency]));

/** Ids of shards that were asked for, by treasury and number: they are digests, which take longer than a look-up. */
const known = new Map<string, Map<number, string>>();

/** Returns the id of the shard of a treasury; other wallets have none, and theirs stays what it is. */
export function shardId(walletId: string, shard: number): string {
  const currency = TREASURIES.get(walletId);
  if (currency === undefined || shard === 0) return walletId;
  const shards = known.get(walletId) ?? new Map<number, string>();
  known.set(walletId, shards);
  const id = shards.get(shard) ?? systemWalletId('TREASURY', currency, shard);
  shards.set(shard, id);
  return id;
}

/**
 * Opens those shards of treasuries that were named and not found. The caller holds the slot of the same number, so that
 * nobody else opens them at the same time. A treasury that is not there itself has no shards.
 */
export async function openMissingShards(
  em: EntityManager,
  named: readonly string[],
  found: readonly Wallet[],
  { shard, at }: { readonly shard: number; readonly at: Date },
): Promise<Wallet[]> {
  const ids = new Set(found.map(({ id }) => id));
  const missing = named.filter((id) => TREASURIES.has(id) && !ids.has(shardId(id, shard)));
  if (missing.length === 0) return [];
  const treasuries = await em.find(Wallet, { id: { $in: missing } });
  const opened = treasuries.map(({ id, currency, name }) =>
    emptyWallet(shardId(id, shard), 'TREASURY', { ownerId: null, name, currency }, at, {
      shardOf: id,
      shard,
    }),
  );
  em.persist(opened);
  // The entries, which name them, are not inserted by the flush at the end but before it.
  await em.flush();
  return opened;
}
