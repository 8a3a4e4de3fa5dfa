import type { EntityManager } from '@mikro-orm/core';
import { isSystemWalletId } from '../model/ids.js';
import { selectRows } from '../database/sql.js';
import { isOneOf } from './page.js';

/** A wallet that stands for a part of another one's money, or for all of it. */
export interface Shard {
  readonly walletId: string;
  /** 0 for the wallet itself. */
  readonly shard: number;
  /** Of its last entry. */
  readonly sequence: number;
}

interface ShardRow {
  readonly id: string;
  readonly shard_of: string | null;
  readonly shard: number;
  readonly sequence: number;
}

/**
 * Finds the shards of each wallet, the wallet itself first. Only system wallets are looked up: the ids of all others say that
 * they have no shards, and what is returned for them is undefined.
 */
export async function shardsOf(
  em: EntityManager,
  walletIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Shard[]>> {
  const ids = walletIds.filter(isSystemWalletId);
  if (ids.length === 0) return new Map();
  const [own, others] = [isOneOf('id', ids), isOneOf('shard_of', ids)];
  const rows = await selectRows<ShardRow>(
    em,
    `select id, shard_of, shard, sequence from wallets where ${own.sql} or ${others.sql} order by shard, id`,
    [...own.params, ...others.params],
  );
  const byWallet = Map.groupBy(rows, (row) => row.shard_of ?? row.id);
  const toShard = ({ id, shard, sequence }: ShardRow): Shard => ({ walletId: id, shard, sequence });
  return new Map([...byWallet].map(([id, found]) => [id, found.map(toShard)] as const));
}

/** The ids of the shards of each wallet; most have one, which is their own. */
export async function shardIdsOf(
  em: EntityManager,
  walletIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const shards = await shardsOf(em, walletIds);
  return new Map(
    walletIds.map((id) => [id, shards.get(id)?.map(({ walletId }) => walletId) ?? [id]] as const),
  );
}

/** True for a treasury whose money is in several wallets. */
export async function hasShards(em: EntityManager, walletId: string): Promise<boolean> {
  const shards = (await shardsOf(em, [walletId])).get(walletId) ?? [];
  return shards.length > 1;
}

/** SQL for a figure of a wallet together with its shards. @param wallet Alias of a row of `wallets`. */
export function withShards(wallet: string, figure: 'posted' | 'sequence'): string {
  return `case when ${wallet}.kind = 'TREASURY' and ${wallet}.shard = 0 then ${wallet}.${figure} + cast(coalesce((
    select sum(shards.${figure}) from wallets shards where shards.shard_of = ${wallet}.id), 0) as bigint)
    else ${wallet}.${figure} end`;
}
