import type { EntityManager } from '@mikro-orm/core';
import { Entry } from '../model/entry.js';
import type { TransactionType } from '../model/transaction-types.js';
import {
  allOf,
  between,
  directionOf,
  EMPTY_PAGE,
  isDuring,
  isOneOf,
  NOTHING,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { assertSequences, mergedPage } from './merged-entries.js';
import { shardsOf } from './shards.js';
import { matchesSearch } from './transaction-conditions.js';
import { RowBudget } from './row-budget.js';
import { PlainRows } from '../database/plain-rows.js';
import { selectRows } from '../database/sql.js';
import { sequenceOn, filteredPages, type Window } from './windows.js';

export const ENTRIES = new PlainRows(Entry);

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

/**
 * A page of entries for each wallet, all of them by one statement, or by a few where a filter finds little. The key of a page
 * is a sequence; those of a treasury with shards are merged, see `merged-entries.ts`.
 */
export async function pagesOfEntries(
  em: EntityManager,
  walletIds: readonly string[],
  filter: EntryFilter,
  page: PageRequest,
  budget = new RowBudget(),
): Promise<Map<string, Page<Entry>>> {
  const shards = new Map([...(await shardsOf(em, walletIds))].filter(([, own]) => own.length > 1));
  const plain = walletIds.filter((id) => !shards.has(id));
  const pages =
    plain.length > 0
      ? await pagesOfPlainWallets(em, plain, filter, page, budget)
      : new Map<string, Page<Entry>>();
  for (const [id, own] of shards) {
    const share = budget.shareFor(own.length);
    const merged = await mergedPage(own, page, async ({ walletId }, rest) => {
      const read = await pagesOfPlainWallets(em, [walletId], filter, rest, share());
      return read.get(walletId) ?? EMPTY_PAGE;
    });
    pages.set(id, merged);
  }
  return pages;
}

async function pagesOfPlainWallets(
  em: EntityManager,
  walletIds: readonly string[],
  filter: EntryFilter,
  page: PageRequest,
  budget: RowBudget,
): Promise<Map<string, Page<Entry>>> {
  assertSequences(page);
  const conditions = entryConditions(filter);
  if (conditions.includes(NOTHING)) return new Map();
  const transactions = asksForTransactions(filter) ? ' join transactions t on t.id = e.transaction_id' : '';
  const read = async (windows: readonly Window[], rest: PageRequest) => {
    const { sql, params } = allOf([...between('e.sequence', rest, toSequence), ...conditions]);
    const [end, way, beyond] =
      directionOf(rest) === 'asc' ? ['<=', 'asc', Number.MAX_SAFE_INTEGER] : ['>=', 'desc', 0];
    const rows = await ENTRIES.select(
      em,
      `with wanted (wallet_id, through) as (values ${windows.map(() => '(?, ?)').join(', ')})
       select ${ENTRIES.columns(em, 'x')} from wanted w join entries x on x.id in (
         select e.id from entries e${transactions}
         where e.wallet_id = w.wallet_id and e.sequence ${end} w.through${sql} order by e.sequence ${way} limit ?)
       order by x.sequence ${way}`,
      [
        ...windows.flatMap(({ id, through }) => [id, through === undefined ? beyond : Number(through)]),
        ...params,
        rest.size + 1,
      ],
    );
    return Map.groupBy(rows, ({ walletId }) => walletId);
  };
  if (conditions.length === 0) {
    const found = await read(
      walletIds.map((id) => ({ id, through: undefined })),
      page,
    );
    return new Map(walletIds.map((id) => [id, toPage(found.get(id) ?? [], page)] as const));
  }
  return filteredPages(walletIds, page, budget, {
    keysAt: async (ids, rest, rows) => sequencesAt(em, ids, rest, rows),
    read,
  });
}

const toSequence = (key: string) => [Number(key)];

/** Sequences have no gaps, so that the one that is so many rows on can be told without looking at them. */
async function sequencesAt(
  em: EntityManager,
  walletIds: readonly string[],
  page: PageRequest,
  rows: number,
): Promise<Map<string, string | undefined>> {
  const { sql, params } = isOneOf('w.id', walletIds);
  const lasts = await selectRows<{ id: string; sequence: number | string }>(
    em,
    `select w.id, w.sequence from wallets w where ${sql}`,
    params,
  );
  return new Map(lasts.map(({ id, sequence }) => [id, sequenceOn(page, Number(sequence), rows)] as const));
}

/** The entries of a wallet after one sequence and up to another, oldest first. */
export async function entriesBetween(
  em: EntityManager,
  walletId: string,
  { after, upTo, first }: { readonly after: number; readonly upTo: number; readonly first: number },
): Promise<Entry[]> {
  const where = { walletId, sequence: { $gt: after, $lte: upTo } };
  return em.find(Entry, where, { orderBy: { sequence: 'asc' }, limit: first });
}

/** Of the table `e` of entries, and of `t`, their transactions. */
export function entryConditions(filter: EntryFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.type) conditions.push(isOneOf('t.type', filter.type));
  conditions.push(...isDuring('e.created_at', filter.from, filter.to));
  if (filter.search !== undefined) conditions.push(matchesSearch(filter.search));
  return conditions;
}

function asksForTransactions({ type, search }: EntryFilter): boolean {
  return type !== undefined || search !== undefined;
}
