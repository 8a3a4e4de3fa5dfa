import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../currencies.js';
import { Wallet, type WalletKind, type WalletStatus } from '../wallet.js';
import { allOf, contains, isOneOf, toPage, type Condition, type Page, type PageRequest } from './page.js';

/** Every condition given must hold. */
export interface WalletFilter {
  readonly currency?: Currency | undefined;
  readonly kind?: readonly WalletKind[] | undefined;
  readonly status?: readonly WalletStatus[] | undefined;
  readonly ownerId?: string | undefined;
  /** An id exactly, or a part of the name in any case. */
  readonly search?: string | undefined;
}

/** Wallets, oldest first. */
export async function listWallets(
  em: EntityManager,
  filter: WalletFilter,
  page: PageRequest,
): Promise<Page<Wallet>> {
  const { sql, params } = allOf(conditionsOf(filter, page));
  const rows = await em
    .getConnection()
    .execute(`select w.* from wallets w where 1 = 1${sql} order by w.id limit ?`, [...params, page.first + 1]);
  return toPage(toWallets(em, rows), page.first);
}

/** A page for each owner, all of them by one statement. */
export async function pagesOfWallets(
  em: EntityManager,
  ownerIds: readonly string[],
  filter: WalletFilter,
  page: PageRequest,
): Promise<Map<string, Page<Wallet>>> {
  const { sql, params } = allOf(conditionsOf(filter, page));
  const rows: WalletRow[] = await em.getConnection().execute(
    `with wanted (owner_id) as (values ${ownerIds.map(() => '(?)').join(', ')})
     select x.* from wanted o join wallets x on x.id in (
       select w.id from wallets w where w.owner_id = o.owner_id${sql} order by w.id limit ?)
     order by x.id`,
    [...ownerIds, ...params, page.first + 1],
  );
  const byOwner = Map.groupBy(rows, (row) => row.owner_id);
  return new Map(ownerIds.map((id) => [id, toPage(toWallets(em, byOwner.get(id) ?? []), page.first)] as const));
}

/** The ids of every wallet of an owner. */
export async function walletIdsOf(em: EntityManager, ownerId: string): Promise<Set<string>> {
  const rows: { id: string }[] = await em
    .getConnection()
    .execute('select id from wallets where owner_id = ?', [ownerId]);
  return new Set(rows.map(({ id }) => id));
}

interface WalletRow {
  readonly owner_id: string;
}

function conditionsOf(filter: WalletFilter, page: PageRequest): Condition[] {
  const conditions: Condition[] = [];
  if (page.after !== undefined) conditions.push({ sql: 'w.id > ?', params: [page.after] });
  if (filter.currency !== undefined) conditions.push({ sql: 'w.currency = ?', params: [filter.currency] });
  if (filter.kind) conditions.push(isOneOf('w.kind', filter.kind));
  if (filter.status) conditions.push(isOneOf('w.status', filter.status));
  if (filter.ownerId !== undefined) conditions.push({ sql: 'w.owner_id = ?', params: [filter.ownerId] });
  if (filter.search !== undefined) {
    const name = contains('w.name', filter.search);
    conditions.push({
      sql: `w.id = ? or ${name.sql}`,
      params: [filter.search.toLowerCase(), ...name.params],
    });
  }
  return conditions;
}

function toWallets(em: EntityManager, rows: readonly object[]): Wallet[] {
  return rows.map((row) => em.map(Wallet, row));
}
