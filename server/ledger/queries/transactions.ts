import type { EntityManager } from '@mikro-orm/core';
import { Transaction } from '../model/transaction.js';
import {
  allOf,
  between,
  directionOf,
  EMPTY_PAGE,
  NOTHING,
  onwards,
  toPage,
  upTo,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { RowBudget } from './row-budget.js';
import { PlainRows } from '../database/plain-rows.js';
import { settledUpTo } from '../database/settled.js';
import { selectRows } from '../database/sql.js';
import { transactionConditions, type TransactionFilter } from './transaction-conditions.js';
import { filteredPage, filteredPages, type Window } from './windows.js';

export const TRANSACTIONS = new PlainRows(Transaction);

/** The id that sorts last; undefined before the first transaction. */
export async function newestTransactionId(em: EntityManager): Promise<string | undefined> {
  const [row] = await selectRows<{ id: string }>(em, 'select id from transactions order by id desc limit 1');
  return row?.id;
}

/**
 * Reads the transactions after this id, oldest first, as far as none can come in between any more. Where there are newer ones
 * that others may still come before, there is a next page.
 */
export async function transactionsAfter(
  em: EntityManager,
  id: string,
  size: number,
): Promise<Page<Transaction>> {
  const settled = await settledUpTo(em, 'transactions');
  const found = await TRANSACTIONS.select(
    em,
    `select ${TRANSACTIONS.columns(em, 't')} from transactions t where t.id > ? order by t.id limit ?`,
    [id, size + 1],
  );
  const kept = found.filter((transaction) => settled === undefined || transaction.id <= settled);
  return toPage(kept, onwards(size, id), kept.length < found.length ? 'MORE' : undefined);
}

/** Returns the id that all transactions from now on come after; undefined before the first one. */
export async function reachedTransactionId(em: EntityManager): Promise<string | undefined> {
  const settled = await settledUpTo(em, 'transactions');
  return settled === undefined ? newestTransactionId(em) : settled || undefined;
}

/** Those of everybody. */
export async function listTransactions(
  em: EntityManager,
  filter: TransactionFilter,
  page: PageRequest,
  budget = new RowBudget(),
): Promise<Page<Transaction>> {
  const conditions = transactionConditions(filter);
  if (conditions.includes(NOTHING)) return EMPTY_PAGE;
  const read = async (rest: PageRequest, through?: string) => {
    const { sql, params } = allOf([...between('t.id', rest), ...upTo('t.id', rest, through), ...conditions]);
    return TRANSACTIONS.select(
      em,
      `select ${TRANSACTIONS.columns(em, 't')} from transactions t where 1 = 1${sql} order by t.id ${directionOf(rest)} limit ?`,
      [...params, rest.size + 1],
    );
  };
  if (conditions.length === 0) return toPage(await read(page), page);
  return filteredPage(page, budget, {
    keyAt: async (rest, rows) => {
      const { sql, params } = allOf(between('t.id', rest));
      const [row] = await selectRows<{ id: string }>(
        em,
        `select t.id from transactions t where 1 = 1${sql} order by t.id ${directionOf(rest)} limit 1 offset ?`,
        [...params, rows - 1],
      );
      return row?.id;
    },
    read,
  });
}

/** The transactions that any of these wallets is a party to, each once. */
export async function listTransactionsOfWallets(
  em: EntityManager,
  walletIds: readonly string[],
  filter: TransactionFilter,
  page: PageRequest,
  budget = new RowBudget(),
): Promise<Page<Transaction>> {
  if (walletIds.length === 0) return EMPTY_PAGE;
  const conditions = transactionConditions(filter);
  if (conditions.includes(NOTHING)) return EMPTY_PAGE;
  const read = async (rest: PageRequest, through?: string) => {
    const windows = walletIds.map((id) => ({ id, through }));
    const { sql, params } = partiesOf(windows, conditions, rest);
    return TRANSACTIONS.select(
      em,
      // A transaction between two of them is a row of both, so the ids are a set before anything is counted off.
      `${sql} select ${TRANSACTIONS.columns(em, 't')} from transactions t where t.id in (select p.id from parties p)
      order by t.id ${directionOf(rest)} limit ?`,
      [...params, rest.size + 1],
    );
  };
  if (conditions.length === 0) return toPage(await read(page), page);
  return filteredPage(page, budget, {
    keyAt: async (rest, rows) => {
      const share = Math.max(1, Math.floor(rows / walletIds.length));
      const keys = await keysOfSides(em, walletIds, rest, share);
      return nearest([...keys.values()], rest);
    },
    read,
  });
}

/** A page for each wallet, all of them by one statement, or by a few where a filter finds little. */
export async function pagesOfTransactions(
  em: EntityManager,
  walletIds: readonly string[],
  filter: TransactionFilter,
  page: PageRequest,
  budget = new RowBudget(),
): Promise<Map<string, Page<Transaction>>> {
  const conditions = transactionConditions(filter);
  if (conditions.includes(NOTHING)) return new Map();
  const read = async (windows: readonly Window[], rest: PageRequest) => {
    const { sql, params } = partiesOf(windows, conditions, rest);
    const rows = await TRANSACTIONS.select<ForWallet>(
      em,
      `${sql} select p.for_wallet_id, ${TRANSACTIONS.columns(em, 't')} from parties p join transactions t on t.id = p.id
      order by t.id ${directionOf(rest)}`,
      [...params],
    );
    return Map.groupBy(rows, (row) => row.for_wallet_id);
  };
  if (conditions.length === 0) {
    const found = await read(
      walletIds.map((id) => ({ id, through: undefined })),
      page,
    );
    return new Map(walletIds.map((id) => [id, toPage(found.get(id) ?? [], page)] as const));
  }
  return filteredPages(walletIds, page, budget, {
    keysAt: async (ids, rest, rows) => keysOfSides(em, ids, rest, rows),
    read,
  });
}

interface ForWallet {
  readonly for_wallet_id: string;
}

/** Ids are made of hexadecimal digits: these come before and after all of them. */
const FIRST = '';
const LAST = '~';

/**
 * A common table expression `parties`: for each wallet the ids of its first rows by either side. Both sides are read in the order of
 * an index and only as far as the page or the window goes, so that a page costs the same however long the history is.
 */
function partiesOf(
  windows: readonly Window[],
  conditions: readonly Condition[],
  page: PageRequest,
): Condition {
  const wanted = allOf([...between('t.id', page), ...conditions]);
  const [end, order, beyond] = directionOf(page) === 'asc' ? ['<=', 'asc', LAST] : ['>=', 'desc', FIRST];
  const side = (column: string) =>
    `select id from (
       select t.id from transactions t where t.${column} = w.wallet_id and t.id ${end} w.through${wanted.sql} order by t.id ${order} limit ?) as side`;
  const limit = page.size + 1;
  return {
    sql: `with wanted (wallet_id, through) as (values ${windows.map(() => '(?, ?)').join(', ')}),
      parties as (
        select w.wallet_id as for_wallet_id, t.id from wanted w join transactions t on t.id in (
          ${side('source_wallet_id')} union ${side('destination_wallet_id')}))`,
    params: [
      ...windows.flatMap(({ id, through }) => [id, through ?? beyond]),
      ...[...wanted.params, limit],
      ...[...wanted.params, limit],
    ],
  };
}

/** For each wallet the key up to which no more than so many rows lie on either side of it; undefined when that is all. */
async function keysOfSides(
  em: EntityManager,
  walletIds: readonly string[],
  page: PageRequest,
  rows: number,
): Promise<Map<string, string | undefined>> {
  const { sql, params } = allOf(between('t.id', page));
  const side = (column: string) =>
    `(select t.id from transactions t where t.${column} = w.wallet_id${sql} order by t.id ${directionOf(page)} limit 1 offset ?)`;
  const bounds = await selectRows<{ wallet_id: string; source: string | null; destination: string | null }>(
    em,
    `with wanted (wallet_id) as (values ${walletIds.map(() => '(?)').join(', ')})
     select w.wallet_id, ${side('source_wallet_id')} as source, ${side('destination_wallet_id')} as destination from wanted w`,
    [...walletIds, ...[...params, rows - 1], ...[...params, rows - 1]],
  );
  return new Map(
    bounds.map(
      ({ wallet_id, source, destination }) => [wallet_id, nearest([source, destination], page)] as const,
    ),
  );
}

/** Of some keys the one that is come to first; undefined when there is none. */
function nearest(keys: readonly (string | null | undefined)[], page: PageRequest): string | undefined {
  const sorted = keys.filter((key) => key !== null && key !== undefined).toSorted();
  return directionOf(page) === 'asc' ? sorted[0] : sorted.at(-1);
}
