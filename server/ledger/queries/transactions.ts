import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../currencies.js';
import { Transaction, type TransactionStatus, type TransactionType } from '../transaction.js';
import {
  allOf,
  anyOf,
  hasCharacters,
  holdsText,
  isOneOf,
  isText,
  NOTHING,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { selectRows } from './rows.js';

/** Every condition given must hold. */
export interface TransactionFilter {
  readonly type?: readonly TransactionType[] | undefined;
  readonly status?: readonly TransactionStatus[] | undefined;
  readonly currency?: Currency | undefined;
  readonly walletId?: string | undefined;
  /** Whose wallet is on either side. */
  readonly ownerId?: string | undefined;
  /** Created at or after. */
  readonly from?: Date | undefined;
  /** Created before. */
  readonly to?: Date | undefined;
  /** Posted at or after; what is not posted has no such moment. */
  readonly postedFrom?: Date | undefined;
  /** Posted before. */
  readonly postedTo?: Date | undefined;
  /** A reference with exactly these characters. */
  readonly reference?: string | undefined;
  /** An id, a whole reference or a part of the description, in the normal form of searches. */
  readonly search?: string | undefined;
  /** A statement for the ids of people whom the search means as well: whatever one of them is a party to is found too. */
  readonly searchOwners?: Condition | undefined;
  /** What was asked for is not for whoever asks. */
  readonly nothing?: true | undefined;
}

/** The id that sorts last; undefined before the first transaction. */
export async function newestTransactionId(em: EntityManager): Promise<string | undefined> {
  const [row] = await selectRows<{ id: string }>(em, 'select id from transactions order by id desc limit 1');
  return row?.id;
}

/** What was made after the transaction of this id, oldest first. */
export async function transactionsAfter(
  em: EntityManager,
  id: string,
  first: number,
): Promise<Page<Transaction>> {
  const rows = await selectRows(em, 'select * from transactions where id > ? order by id limit ?', [
    id,
    first + 1,
  ]);
  return toPage(toTransactions(em, rows), first);
}

/** All transactions, newest first. */
export async function listTransactions(
  em: EntityManager,
  filter: TransactionFilter,
  page: PageRequest,
): Promise<Page<Transaction>> {
  const { sql, params } = allOf([...after(page), ...transactionConditions(filter)]);
  const rows = await selectRows(
    em,
    `select t.* from transactions t where 1 = 1${sql} order by t.id desc limit ?`,
    [...params, page.first + 1],
  );
  return toPage(toTransactions(em, rows), page.first);
}

/** The transactions that any of these wallets is a party to, each once, newest first. */
export async function listTransactionsOfWallets(
  em: EntityManager,
  walletIds: readonly string[],
  filter: TransactionFilter,
  page: PageRequest,
): Promise<Page<Transaction>> {
  if (walletIds.length === 0) return { items: [], hasNextPage: false };
  const { sql, params } = partiesOf(walletIds, filter, page);
  const rows = await selectRows(
    em,
    // A transaction between two of them is a row of both, so the ids are a set before anything is counted off.
    `${sql} select t.* from transactions t where t.id in (select p.id from parties p) order by t.id desc limit ?`,
    [...params, page.first + 1],
  );
  return toPage(toTransactions(em, rows), page.first);
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
    `${sql} select p.for_wallet_id, t.* from parties p join transactions t on t.id = p.id order by t.id desc`,
    [...params],
  );
  const byWallet = Map.groupBy(rows, (row) => row.for_wallet_id);
  return new Map(
    walletIds.map((id) => [id, toPage(toTransactions(em, byWallet.get(id) ?? []), page.first)] as const),
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
  const conditions = allOf([...after(page), ...transactionConditions(filter)]);
  const side = (column: string) =>
    `select id from (
       select t.id from transactions t where t.${column} = w.wallet_id${conditions.sql} order by t.id desc limit ?)`;
  const limit = page.first + 1;
  return {
    sql: `with wanted (wallet_id) as (values ${walletIds.map(() => '(?)').join(', ')}),
      parties as (
        select w.wallet_id as for_wallet_id, t.id from wanted w join transactions t on t.id in (
          ${side('source_wallet_id')} union ${side('destination_wallet_id')}))`,
    params: [...walletIds, ...conditions.params, limit, ...conditions.params, limit],
  };
}

function after({ after: id }: PageRequest): Condition[] {
  return id === undefined ? [] : [{ sql: 't.id < ?', params: [id] }];
}

/** Of the table `t` of transactions. */
export function transactionConditions(filter: TransactionFilter): Condition[] {
  const conditions: Condition[] = filter.nothing ? [NOTHING] : [];
  if (filter.type) conditions.push(isOneOf('t.type', filter.type));
  if (filter.status) conditions.push(isOneOf('t.status', filter.status));
  if (filter.currency !== undefined) conditions.push({ sql: 't.currency = ?', params: [filter.currency] });
  if (filter.from) conditions.push({ sql: 't.created_at >= ?', params: [filter.from] });
  if (filter.to) conditions.push({ sql: 't.created_at < ?', params: [filter.to] });
  if (filter.postedFrom) conditions.push({ sql: 't.posted_at >= ?', params: [filter.postedFrom] });
  if (filter.postedTo) conditions.push({ sql: 't.posted_at < ?', params: [filter.postedTo] });
  if (filter.reference !== undefined) conditions.push(hasCharacters('t.reference', filter.reference));
  if (filter.walletId !== undefined) {
    conditions.push({
      sql: 't.source_wallet_id = ? or t.destination_wallet_id = ?',
      params: [filter.walletId, filter.walletId],
    });
  }
  if (filter.ownerId !== undefined) {
    conditions.push(anyOf(sidesOwnedBy({ sql: '?', params: [filter.ownerId] })));
  }
  if (filter.search !== undefined) {
    const found = matchesSearch(filter.search);
    conditions.push(filter.searchOwners ? anyOf([found, ...sidesOwnedBy(filter.searchOwners)]) : found);
  }
  return conditions;
}

/** Of the table `t` of transactions: an id, a whole reference, or a part of the description. */
export function matchesSearch(search: string): Condition {
  return anyOf([
    { sql: 't.id = ?', params: [search.toLowerCase()] },
    isText('t.reference', search),
    holdsText('t.description', search),
  ]);
}

/** One of the sides of the table `t` of transactions belongs to one of these people. */
function sidesOwnedBy({ sql, params }: Condition): Condition[] {
  return ['source_wallet_id', 'destination_wallet_id'].map((side) => ({
    sql: `t.${side} in (select owned.id from wallets owned where owned.owner_id in (${sql}))`,
    params,
  }));
}

function toTransactions(em: EntityManager, rows: readonly object[]): Transaction[] {
  return rows.map((row) => em.map(Transaction, row));
}
