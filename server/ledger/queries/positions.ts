import type { EntityManager } from '@mikro-orm/core';
import { readInstant } from '../database/snapshot.js';
import { selectRows } from '../database/sql.js';
import { shardIdsOf } from './shards.js';

/** State of a wallet at a past moment; zero before its first entry. */
export interface Position {
  /** The sequence of the last entry until then; 0 before the first. */
  readonly sequence: number;
  /** The posted balance that this entry left, in minor units. */
  readonly balance: number;
}

/**
 * The posted balance of each wallet right before each of the moments, in their order and in minor units; by one statement
 * for all. A balance costs one look into an index, however long the history is.
 */
export async function balancesBefore(
  em: EntityManager,
  walletIds: readonly string[],
  moments: readonly Date[],
): Promise<Map<string, number[]>> {
  const shards = await shardIdsOf(em, walletIds);
  const positions = await readPositions(em, [...shards.values()].flat(), moments, ['balance_after']);
  const balanceAt = (shard: string, at: number): number => positions.get(shard)?.[at]?.balance_after ?? 0;
  return new Map(
    [...shards].map(([id, own]) => [
      id,
      moments.map((_, at) => own.reduce((sum, shard) => sum + balanceAt(shard, at), 0)),
    ]),
  );
}

/**
 * Reads the position of the wallet, or of one shard of it, right before each of the moments, in their order, by one
 * statement.
 */
export async function positionsBefore(
  em: EntityManager,
  walletId: string,
  moments: readonly Date[],
): Promise<Position[]> {
  const positions = await readPositions(em, [walletId], moments, ['sequence', 'balance_after']);
  const rows = positions.get(walletId) ?? [];
  return rows.map((row) => ({ sequence: row.sequence ?? 0, balance: row.balance_after ?? 0 }));
}

/** A column of the last entry before a moment. */
type PositionColumn = 'sequence' | 'balance_after';

interface PositionRow extends Readonly<Partial<Record<PositionColumn, number | null>>> {
  readonly wallet_id: string;
  readonly at: number;
}

async function readPositions(
  em: EntityManager,
  walletIds: readonly string[],
  moments: readonly Date[],
  columns: readonly PositionColumn[],
): Promise<Map<string, PositionRow[]>> {
  const rows = await selectRows<PositionRow>(
    em,
    `with wanted (wallet_id) as (values ${placesFor(walletIds)}), moments (at) as (values ${placesFor(moments)})
     select w.wallet_id, m.at, ${columns.map((column) => `(${lastBefore(column)}) as ${column}`).join(', ')}
     from wanted w cross join moments m`,
    [...walletIds, ...moments],
  );
  const byWallet = Map.groupBy(rows, (row) => row.wallet_id);
  return new Map(
    walletIds.map((id) => {
      const found = new Map(byWallet.get(id)?.map((row) => [readInstant(row.at).getTime(), row]));
      return [id, moments.flatMap((moment) => found.get(moment.getTime()) ?? [])] as const;
    }),
  );
}

function placesFor(values: readonly unknown[]): string {
  return values.map(() => '(?)').join(', ');
}

/**
 * The entry of the highest sequence among those dated before the moment, so that later moments never find earlier
 * entries.
 *
 * A clock that was set back dates an entry before its predecessor, so dates are in the order of sequences only between
 * two such entries. The query therefore searches the last of these stretches that begins before the moment.
 */
function lastBefore(column: PositionColumn): string {
  return `select e.${column} from entries e
    where e.wallet_id = w.wallet_id and e.created_at < m.at and e.sequence >= coalesce((
      select s.sequence from clock_setbacks s where s.wallet_id = w.wallet_id and s.created_at < m.at
      order by s.sequence desc limit 1), 1)
    order by e.created_at desc, e.sequence desc limit 1`;
}
