import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../money/currencies.js';
import { exactSum, readSum } from '../money/exact-sum.js';
import { allOf, isOneOf, type Condition } from './page.js';
import { transactionConditions, type TransactionFilter } from './transaction-conditions.js';
import { withShards } from './shards.js';
import { walletConditions, type WalletFilter } from './wallets.js';
import { selectRows } from '../database/sql.js';

/** Maximum number of transactions that are summed, so that the totals of a list come in reasonable time. */
const ADDED_UP_MAX = 50_000;

/** Rows of one currency, and what they come to in minor units. */
export interface CurrencyTotal {
  readonly currency: Currency;
  readonly count: number;
  readonly amount: bigint;
}

export interface TransactionTotals {
  readonly totals: readonly CurrencyTotal[];
  /** False when there are more than are added up: then the totals are of none of them. */
  readonly complete: boolean;
}

/** Totals the transactions of a list by currency. @param walletIds Narrows it to transactions of these wallets. */
export async function totalsOfTransactions(
  em: EntityManager,
  filter: TransactionFilter,
  walletIds?: readonly string[],
): Promise<TransactionTotals> {
  if (walletIds?.length === 0) return { totals: [], complete: true };
  const { sql, params } = allOf([
    ...transactionConditions(filter),
    ...(walletIds ? [partyIsOneOf(walletIds)] : []),
  ]);
  const rows = await selectRows<TotalRow>(
    em,
    `select currency, count(*) as count, ${exactSum('amount', 'amount')}
    from (select t.currency, t.amount from transactions t where 1 = 1${sql} limit ?) as listed
    group by currency order by currency`,
    [...params, ADDED_UP_MAX + 1],
  );
  const totals = rows.map(toTotal);
  const complete = totals.reduce((sum, { count }) => sum + count, 0) <= ADDED_UP_MAX;
  return { totals: complete ? totals : [], complete };
}

/** Totals the wallets of a list by currency: their number and their posted balances. */
export async function totalsOfWallets(em: EntityManager, filter: WalletFilter): Promise<CurrencyTotal[]> {
  const { sql, params } = allOf(walletConditions(filter));
  const rows = await selectRows<TotalRow>(
    em,
    `select currency, count(*) as count, ${exactSum('amount', 'posted')}
    from (select w.currency, ${withShards('w', 'posted')} as posted from wallets w where w.shard = 0${sql}) as listed
    group by currency order by currency`,
    [...params],
  );
  return rows.map(toTotal);
}

interface TotalRow {
  readonly currency: Currency;
  readonly count: number | string;
}

function toTotal(row: TotalRow): CurrencyTotal {
  return { currency: row.currency, count: Number(row.count), amount: readSum(row, 'amount') };
}

function partyIsOneOf(walletIds: readonly string[]): Condition {
  const [source, destination] = [
    isOneOf('t.source_wallet_id', walletIds),
    isOneOf('t.destination_wallet_id', walletIds),
  ];
  return { sql: `${source.sql} or ${destination.sql}`, params: [...source.params, ...destination.params] };
}
