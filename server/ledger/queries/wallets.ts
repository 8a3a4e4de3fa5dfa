import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../money/currencies.js';
import { LedgerError } from '../errors.js';
import { readInstant } from '../database/snapshot.js';
import { Wallet, type WalletKind, type WalletStatus } from '../model/wallet.js';
import {
  allOf,
  anyOf,
  between,
  directionOf,
  hasValue,
  holdsText,
  isFoundBy,
  isOneOf,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { withShards } from './shards.js';
import { PlainRows } from '../database/plain-rows.js';
import { selectRows } from '../database/sql.js';

/** Wallets as answers show them: a treasury with the money of its shards. */
export const WALLETS = new PlainRows(Wallet, {
  computed: ['available'],
  sql: new Map(
    (['posted', 'sequence'] as const).map((figure) => [figure, (wallet) => withShards(wallet, figure)]),
  ),
});

/** Every condition given must hold. */
export interface WalletFilter {
  readonly currency?: Currency | undefined;
  readonly kind?: readonly WalletKind[] | undefined;
  readonly status?: readonly WalletStatus[] | undefined;
  readonly ownerId?: string | undefined;
  /** An id, or a part of the name in the normal form of searches. */
  readonly search?: string | undefined;
  /** A statement for the ids of people whom the search means as well: their wallets are found too. */
  readonly searchOwners?: Condition | undefined;
}

/**
 * Those of everybody and of the house, by when they were opened. The key of a page is an id, which alone would not do: those
 * of the house say nothing of time.
 *
 * @throws LedgerError BAD_USER_INPUT when a key is the id of no wallet.
 */
export async function listWallets(
  em: EntityManager,
  filter: WalletFilter,
  page: PageRequest,
): Promise<Page<Wallet>> {
  const place = between('(w.created_at, w.id)', page, await placesIn(em, page));
  const { sql, params } = allOf([...place, ...walletConditions(filter)]);
  const way = directionOf(page);
  const rows = await WALLETS.select(
    em,
    `select ${WALLETS.columns(em, 'w')} from wallets w where w.shard = 0${sql} order by w.created_at ${way}, w.id ${way} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(rows, page);
}

/** Finds the sort keys of the wallets that bound a page. Wallets are never removed. */
async function placesIn(em: EntityManager, page: PageRequest): Promise<(id: string) => Condition['params']> {
  const found = await boundsOf(em, page, 'created_at');
  return (id) => [readInstant(found(id)), id];
}

/** As `placesIn`, for the order that owners choose, in which a wallet may have moved since its cursor was read. */
async function positionsIn(
  em: EntityManager,
  page: PageRequest,
): Promise<(id: string) => Condition['params']> {
  const found = await boundsOf(em, page, 'position');
  return (id) => [found(id), id];
}

async function boundsOf(
  em: EntityManager,
  { after, before }: PageRequest,
  column: 'created_at' | 'position',
): Promise<(id: string) => number> {
  const ids = [after, before].filter((id) => id !== undefined);
  const rows =
    ids.length === 0
      ? []
      : await selectRows<{ id: string; place: number }>(
          em,
          `select id, ${column} as place from wallets where id in (${ids.map(() => '?').join(', ')})`,
          ids,
        );
  const places = new Map(rows.map((row) => [row.id, row.place]));
  return (id) => {
    const place = places.get(id);
    if (place !== undefined) return place;
    const field = id === after ? 'after' : 'before';
    // An empty page would look like the end of the list.
    throw new LedgerError('BAD_USER_INPUT', `${field} is not a cursor of this list`, { field });
  };
}

/** By when wallets were opened, or in the order that their owner has put them in. */
export type WalletSort = 'OPENED' | 'OWN';

/** A page of the wallets of an owner. Its keys are ids in either order. */
export interface WalletPageRequest extends PageRequest {
  readonly sort?: WalletSort;
}

/** A page for each owner, all of them by one statement. Their ids are in the order in which they were opened. */
export async function pagesOfWallets(
  em: EntityManager,
  ownerIds: readonly string[],
  filter: WalletFilter,
  { sort, ...page }: WalletPageRequest,
): Promise<Map<string, Page<Wallet>>> {
  const isOwn = sort === 'OWN';
  const place = isOwn
    ? between('(w.position, w.id)', page, await positionsIn(em, page))
    : between('w.id', page);
  const { sql, params } = allOf([...place, ...walletConditions(filter)]);
  const way = directionOf(page);
  const order = (alias: string): string => `${isOwn ? `${alias}.position ${way}, ` : ''}${alias}.id ${way}`;
  const rows = await WALLETS.select(
    em,
    `with wanted (owner_id) as (values ${ownerIds.map(() => '(?)').join(', ')})
     select ${WALLETS.columns(em, 'x')} from wanted o join wallets x on x.id in (
       select w.id from wallets w where w.owner_id = o.owner_id${sql} order by ${order('w')} limit ?)
     order by ${order('x')}`,
    [...ownerIds, ...params, page.size + 1],
  );
  const byOwner = Map.groupBy(rows, ({ ownerId }) => ownerId);
  return new Map(ownerIds.map((id) => [id, toPage(byOwner.get(id) ?? [], page)] as const));
}

/** Counts the wallets of each owner that match a filter; the number for each owner is limited. */
export async function countsOfWallets(
  em: EntityManager,
  ownerIds: readonly string[],
  filter: WalletFilter,
): Promise<Map<string, number>> {
  const { sql, params } = allOf([isOneOf('w.owner_id', ownerIds), ...walletConditions(filter)]);
  const rows = await selectRows<WalletRow & { readonly count: number | string }>(
    em,
    `select w.owner_id, count(*) as count from wallets w where 1 = 1${sql} group by w.owner_id`,
    params,
  );
  return new Map(rows.map(({ owner_id, count }) => [owner_id, Number(count)]));
}

/** Every wallet of an owner, oldest first; their number is bounded. */
export async function allWalletsOf(em: EntityManager, ownerId: string): Promise<Wallet[]> {
  return WALLETS.withOneOf(em, 'ownerId', [ownerId], 'id');
}

/** The ids of every wallet of an owner. */
export async function walletIdsOf(em: EntityManager, ownerId: string): Promise<Set<string>> {
  const rows = await selectRows<{ id: string }>(em, 'select id from wallets where owner_id = ?', [ownerId]);
  return new Set(rows.map(({ id }) => id));
}

interface WalletRow {
  readonly owner_id: string;
}

/** Of the table `w` of wallets. */
export function walletConditions(filter: WalletFilter): Condition[] {
  const conditions: Condition[] = [];
  conditions.push(...hasValue('w.currency', filter.currency));
  if (filter.kind) conditions.push(isOneOf('w.kind', filter.kind));
  if (filter.status) conditions.push(isOneOf('w.status', filter.status));
  conditions.push(...hasValue('w.owner_id', filter.ownerId));
  if (filter.search !== undefined) {
    const id = hasValue('w.id', filter.search.toLowerCase());
    const owners = isFoundBy('w.owner_id', filter.searchOwners);
    conditions.push(anyOf([...id, holdsText('w.name', filter.search), ...owners]));
  }
  return conditions;
}
