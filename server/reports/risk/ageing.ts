import type { Currency } from '../../ledger/money/currencies.js';
import { exactSum, readSum } from '../../ledger/money/exact-sum.js';
import { readInstant, type Snapshot } from '../../ledger/database/snapshot.js';
import type { TransactionType } from '../../ledger/model/transaction-types.js';
import type { Money } from '../shared/summary.js';
import { narrowed } from './narrowed.js';

const HOUR_MS = 3_600_000;

/** Age groups of pending transactions, youngest first. An age of exactly a limit belongs to the older group. */
export const AGES = ['UNDER_1_HOUR', 'UNDER_1_DAY', 'UNDER_3_DAYS', 'OVER_3_DAYS'] as const;
export type Age = (typeof AGES)[number];
const LIMITS_MS = [HOUR_MS, 24 * HOUR_MS, 72 * HOUR_MS];

/** Pending transactions of one currency, type and age group. */
export interface Ageing {
  readonly currency: Currency;
  readonly type: TransactionType;
  readonly age: Age;
  readonly count: number;
  readonly amount: Money;
  readonly oldestAt: Date;
}

interface Row {
  readonly currency: Currency;
  readonly type: TransactionType;
  readonly age: number | string;
  readonly count: number | string;
  readonly oldest_at: number;
}

/**
 * Groups the pending transactions by currency, type and age, in that order, without empty groups. The cost grows with
 * their number.
 */
export async function ageing(snapshot: Snapshot, currency: Currency | null, now: Date): Promise<Ageing[]> {
  const { sql, params } = narrowed('currency', currency);
  const moments = LIMITS_MS.map((limit) => new Date(now.getTime() - limit));
  const rows = await snapshot.rows<Row>(
    `select currency, type,
      case when created_at > ? then 0 when created_at > ? then 1 when created_at > ? then 2 else 3 end as age,
      count(*) as count, min(created_at) as oldest_at, ${exactSum('amount', 'amount')}
    from transactions where status = 'PENDING'${sql} group by 1, 2, 3 order by 1, 2, 3`,
    [...moments, ...params],
  );
  return rows.map((row) => ({
    currency: row.currency,
    type: row.type,
    age: AGES[Number(row.age)] ?? 'OVER_3_DAYS',
    count: Number(row.count),
    amount: { minorUnits: readSum(row, 'amount'), currency: row.currency },
    oldestAt: readInstant(row.oldest_at),
  }));
}
