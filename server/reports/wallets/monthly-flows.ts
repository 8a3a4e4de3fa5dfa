import type { EntityManager } from '@mikro-orm/core';
import { exactSum, readSum } from '../../ledger/money/exact-sum.js';
import { bucketStart } from '../shared/buckets.js';
import { Division } from '../volumes/division.js';
import { shardIdsOf } from '../../ledger/queries/shards.js';
import { selectRows } from '../../ledger/database/sql.js';

/** Money that came into and went out of a wallet in a month, in minor units and never negative. */
export interface MonthlyFlow {
  readonly monthStart: Date;
  readonly moneyIn: bigint;
  readonly moneyOut: bigint;
}

/**
 * Reads the flows of all wallets by one statement: the present month and those before it, oldest first and without
 * gaps.
 *
 * @param months Number of months, at least one.
 * @param timeZone Zone of the months.
 */
export async function monthlyFlowsOf(
  em: EntityManager,
  walletIds: readonly string[],
  months: number,
  now: Date,
  timeZone: string,
): Promise<Map<string, MonthlyFlow[]>> {
  const division = lastMonths(months, now, timeZone);
  const shards = await shardIdsOf(em, walletIds);
  const ids = [...shards.values()].flat();
  const rows = await selectRows<FlowRow>(
    em,
    `select wallet_id, ${division.cell('created_at')} as cell,
       ${exactSum('money_in', 'case when amount > 0 then amount else 0 end')},
       ${exactSum('money_out', 'case when amount < 0 then -amount else 0 end')}
     from entries
     where wallet_id in (${ids.map(() => '?').join(', ')}) and created_at >= ?
     group by 1, 2`,
    [...ids, new Date(division.starts[0] ?? 0)],
  );
  const byWallet = Map.groupBy(rows, (row) => row.wallet_id);
  return new Map(
    [...shards].map(([id, own]) => {
      const flows = own.flatMap((shard) => byWallet.get(shard) ?? []);
      return [id, flowsByMonth(flows, division)] as const;
    }),
  );
}

interface FlowRow {
  readonly wallet_id: string;
  /** In milliseconds since 1970. */
  readonly cell: number | string;
}

function lastMonths(months: number, now: Date, timeZone: string): Division {
  let from = bucketStart(now.getTime(), 'MONTH', timeZone);
  for (let earlier = 1; earlier < months; earlier += 1) from = bucketStart(from - 1, 'MONTH', timeZone);
  const to = new Date(now.getTime() + 1);
  return Division.of({ from: new Date(from), to, bucket: 'MONTH', timeZone });
}

function flowsByMonth(rows: readonly FlowRow[], division: Division): MonthlyFlow[] {
  const byMonth = Map.groupBy(rows, (row) => division.startOf(Number(row.cell)));
  return division.starts.map((start) => {
    const cells = byMonth.get(start) ?? [];
    const total = (name: string) => cells.reduce((sum, cell) => sum + readSum(cell, name), 0n);
    return { monthStart: new Date(start), moneyIn: total('money_in'), moneyOut: total('money_out') };
  });
}
