import type { EntityManager } from '@mikro-orm/core';
import { Entry } from '../entry.js';
import type { TransactionType } from '../transaction.js';
import {
  allOf,
  between,
  directionOf,
  isOneOf,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { matchesSearch } from './transaction-conditions.js';
import { selectRows } from './rows.js';

/** Every condition given must hold. */
export interface EntryFilter {
  readonly type?: readonly TransactionType[] | undefined;
  /** Booked at or after. */
  readonly from?: Date | undefined;
  /** Booked before. */
  readonly to?: Date | undefined;
  /** Of the transaction: an id, a whole reference or a part of the description, in the normal form of searches. */
  readonly search?: string | undefined;
}

/** A page of entries for each wallet, all of them by one statement. The key of a page is a sequence. */
export async function pagesOfEntries(
  em: EntityManager,
  walletIds: readonly string[],
  filter: EntryFilter,
  page: PageRequest,
): Promise<Map<string, Page<Entry>>> {
  const place = between('e.sequence', page, (key) => [Number(key)]);
  const { sql, params } = allOf([...place, ...entryConditions(filter)]);
  const way = directionOf(page);
  const transactions = asksForTransactions(filter) ? ' join transactions t on t.id = e.transaction_id' : '';
  const rows = await selectRows<EntryRow>(
    em,
    `with wanted (wallet_id) as (values ${walletIds.map(() => '(?)').join(', ')})
     select x.* from wanted w join entries x on x.id in (
       select e.id from entries e${transactions}
       where e.wallet_id = w.wallet_id${sql} order by e.sequence ${way} limit ?)
     order by x.sequence ${way}`,
    [...walletIds, ...params, page.size + 1],
  );
  const byWallet = Map.groupBy(rows, (row) => row.wallet_id);
  return new Map(
    walletIds.map((id) => {
      const entries = (byWallet.get(id) ?? []).map((row) => em.map(Entry, row));
      return [id, toPage(entries, page)] as const;
    }),
  );
}

/** The entries of a wallet after one sequence and up to another, oldest first. */
export async function entriesBetween(
  em: EntityManager,
  walletId: string,
  { after, upTo, first }: { readonly after: number; readonly upTo: number; readonly first: number },
): Promise<Entry[]> {
  const rows = await selectRows(
    em,
    `select * from entries where wallet_id = ? and sequence > ? and sequence <= ? order by sequence limit ?`,
    [walletId, after, upTo, first],
  );
  return rows.map((row) => em.map(Entry, row));
}

interface EntryRow {
  readonly wallet_id: string;
}

/** Of the table `e` of entries, and of `t`, their transactions. */
export function entryConditions(filter: EntryFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.type) conditions.push(isOneOf('t.type', filter.type));
  if (filter.from) conditions.push({ sql: 'e.created_at >= ?', params: [filter.from] });
  if (filter.to) conditions.push({ sql: 'e.created_at < ?', params: [filter.to] });
  if (filter.search !== undefined) conditions.push(matchesSearch(filter.search));
  return conditions;
}

function asksForTransactions({ type, search }: EntryFilter): boolean {
  return type !== undefined || search !== undefined;
}
