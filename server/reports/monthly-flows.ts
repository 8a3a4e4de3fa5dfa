import type { EntityManager } from '@mikro-orm/core';
import { exactSum, readSum } from '../ledger/exact-sum.js';
import { bucketStart, bucketStarts, GRIDS } from './buckets.js';
import { cellStart } from './dialect.js';
import { selectRows } from '../ledger/queries/rows.js';

/** What came into a wallet and what went out of it in a month of UTC. Both are in minor units and never negative. */
export interface MonthlyFlow {
  readonly monthStart: Date;
  readonly moneyIn: bigint;
  readonly moneyOut: bigint;
}

/**
 * The flows of each wallet, by one statement for all: the present month and those before it, oldest first and without gaps.
 *
 * @param months How many, at least one.
 */
export async function monthlyFlowsOf(
  em: EntityManager,
  walletIds: readonly string[],
  months: number,
  now: Date,
): Promise<Map<string, MonthlyFlow[]>> {
  const starts = lastMonths(months, now);
  // A month is made of days, whose borders the database can compute.
  const rows = await selectRows<FlowRow>(
    em,
    `select wallet_id, ${cellStart('created_at', GRIDS.MONTH)} as day,
       ${exactSum('money_in', 'case when amount > 0 then amount else 0 end')},
       ${exactSum('money_out', 'case when amount < 0 then -amount else 0 end')}
     from entries
     where wallet_id in (${walletIds.map(() => '?').join(', ')}) and created_at >= ?
     group by 1, 2`,
    [...walletIds, new Date(starts[0] ?? 0)],
  );
  const byWallet = Map.groupBy(rows, (row) => row.wallet_id);
  return new Map(walletIds.map((id) => [id, flowsByMonth(byWallet.get(id) ?? [], starts)] as const));
}

interface FlowRow {
  readonly wallet_id: string;
  /** In milliseconds since 1970. */
  readonly day: number | string;
}

function lastMonths(months: number, now: Date): number[] {
  let from = bucketStart(now.getTime(), 'MONTH');
  for (let earlier = 1; earlier < months; earlier += 1) from = bucketStart(from - 1, 'MONTH');
  return bucketStarts({ from, to: now.getTime() + 1 }, 'MONTH');
}

function flowsByMonth(rows: readonly FlowRow[], starts: readonly number[]): MonthlyFlow[] {
  const byMonth = Map.groupBy(rows, (row) => bucketStart(Number(row.day), 'MONTH'));
  return starts.map((start) => {
    const days = byMonth.get(start) ?? [];
    const total = (name: string) => days.reduce((sum, day) => sum + readSum(day, name), 0n);
    return { monthStart: new Date(start), moneyIn: total('money_in'), moneyOut: total('money_out') };
  });
}
