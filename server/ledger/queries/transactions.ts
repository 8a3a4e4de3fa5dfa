import type { EntityManager } from '@mikro-orm/core';
import { Transaction } from '../transaction.js';
import {
  allOf,
  between,
  directionOf,
  EMPTY_PAGE,
  onwards,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { selectRows } from './rows.js';
import { transactionConditions, type TransactionFilter } from './transaction-conditions.js';

/** The id that sorts last; undefined before the first transaction. */
export async function newestTransactionId(em: EntityManager): Promise<string | undefined> {
  const [row] = await selectRows<{ id: string }>(em, 'select id from transactions order by id desc limit 1');
  return row?.id;
}

/** What was made after the transaction of this id, oldest first. */
export async function transactionsAfter(
  em: EntityManager,
  id: string,
  size: number,
): Promise<Page<Transaction>> {
  return listTransactions(em, {}, onwards(size, id));
}

/** Those of everybody. */
export async function listTransactions(
  em: EntityManager,
  filter: TransactionFilter,
  page: PageRequest,
): Promise<Page<Transaction>> {
  const { sql, params } = allOf([...between('t.id', page), ...transactionConditions(filter)]);
  const rows = await selectRows(
    em,
    `select t.* from transactions t where 1 = 1${sql} order by t.id ${directionOf(page)} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(toTransactions(em, rows), page);
}

/** The transactions that any of these wallets is a party to, each once. */
export async function listTransactionsOfWallets(
  em: EntityManager,
  walletIds: readonly string[],
  filter: TransactionFilter,
  page: PageRequest,
): Promise<Page<Transaction>> {
  if (walletIds.length === 0) return EMPTY_PAGE;
  const { sql, params } = partiesOf(walletIds, filter, page);
  const rows = await selectRows(
    em,
    // A transaction between two of them is a row of both, so the ids are a set before anything is counted off.
    `${sql} select t.* from transactions t where t.id in (select p.id from parties p)
    order by t.id ${directionOf(page)} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(toTransactions(em, rows), page);
}

/** A page for each wallet, all of them by one statement. */
export async function pagesOfTransactions(
  em: EntityManager,
  walletIds: readonly string[],
  filter: TransactionFilter,
  page: PageRequest,
): Promise<Map<string, Page<Transaction>>> {
  const { sql, params } = partiesOf(walletIds, filter, page);
  const rows = await selectRows<TransactionRow>(
    em,
    `${sql} select p.for_wallet_id, t.* from parties p join transactions t on t.id = p.id
    order by t.id ${directionOf(page)}`,
    [...params],
  );
  const byWallet = Map.groupBy(rows, (row) => row.for_wallet_id);
  return new Map(
    walletIds.map((id) => [id, toPage(toTransactions(em, byWallet.get(id) ?? []), page)] as const),
  );
}

interface TransactionRow {
  readonly for_wallet_id: string;
}

/**
 * A common table expression `parties`: for each wallet the ids of its first rows by either side. Both sides are read in the order of
 * an index and only as far as the page goes, so that a page costs the same however long the history is.
 */
function partiesOf(walletIds: readonly string[], filter: TransactionFilter, page: PageRequest): Condition {
  const conditions = allOf([...between('t.id', page), ...transactionConditions(filter)]);
  const side = (column: string) =>
    `select id from (
       select t.id from transactions t where t.${column} = w.wallet_id${conditions.sql} order by t.id ${directionOf(page)} limit ?)`;
  const limit = page.size + 1;
  return {
    sql: `with wanted (wallet_id) as (values ${walletIds.map(() => '(?)').join(', ')}),
      parties as (
        select w.wallet_id as for_wallet_id, t.id from wanted w join transactions t on t.id in (
          ${side('source_wallet_id')} union ${side('destination_wallet_id')}))`,
    params: [...walletIds, ...conditions.params, limit, ...conditions.params, limit],
  };
}

function toTransactions(em: EntityManager, rows: readonly object[]): Transaction[] {
  return rows.map((row) => em.map(Transaction, row));
}
