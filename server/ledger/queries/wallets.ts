import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../currencies.js';
import { Wallet, type WalletKind, type WalletStatus } from '../wallet.js';
import {
  allOf,
  anyOf,
  holdsText,
  isOneOf,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { selectRows } from './rows.js';

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

/** Wallets, oldest first. */
export async function listWallets(
  em: EntityManager,
  filter: WalletFilter,
  page: PageRequest,
): Promise<Page<Wallet>> {
  const { sql, params } = allOf([...after(page), ...walletConditions(filter)]);
  const rows = await selectRows(em, `select w.* from wallets w where 1 = 1${sql} order by w.id limit ?`, [
    ...params,
    page.first + 1,
  ]);
  return toPage(toWallets(em, rows), page.first);
}

/** A page for each owner, all of them by one statement. */
export async function pagesOfWallets(
  em: EntityManager,
  ownerIds: readonly string[],
  filter: WalletFilter,
  page: PageRequest,
): Promise<Map<string, Page<Wallet>>> {
  const { sql, params } = allOf([...after(page), ...walletConditions(filter)]);
  const rows = await selectRows<WalletRow>(
    em,
    `with wanted (owner_id) as (values ${ownerIds.map(() => '(?)').join(', ')})
     select x.* from wanted o join wallets x on x.id in (
       select w.id from wallets w where w.owner_id = o.owner_id${sql} order by w.id limit ?)
     order by x.id`,
    [...ownerIds, ...params, page.first + 1],
  );
  const byOwner = Map.groupBy(rows, (row) => row.owner_id);
  return new Map(
    ownerIds.map((id) => [id, toPage(toWallets(em, byOwner.get(id) ?? []), page.first)] as const),
  );
}

/** Every wallet of an owner, oldest first; their number is bounded. */
export async function allWalletsOf(em: EntityManager, ownerId: string): Promise<Wallet[]> {
  return toWallets(
    em,
    await selectRows(em, 'select * from wallets where owner_id = ? order by id', [ownerId]),
  );
}

/** The ids of every wallet of an owner. */
export async function walletIdsOf(em: EntityManager, ownerId: string): Promise<Set<string>> {
  const rows = await selectRows<{ id: string }>(em, 'select id from wallets where owner_id = ?', [ownerId]);
  return new Set(rows.map(({ id }) => id));
}

interface WalletRow {
  readonly owner_id: string;
}

function after({ after: id }: PageRequest): Condition[] {
  return id === undefined ? [] : [{ sql: 'w.id > ?', params: [id] }];
}

/** Of the table `w` of wallets. */
export function walletConditions(filter: WalletFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.currency !== undefined) conditions.push({ sql: 'w.currency = ?', params: [filter.currency] });
  if (filter.kind) conditions.push(isOneOf('w.kind', filter.kind));
  if (filter.status) conditions.push(isOneOf('w.status', filter.status));
  if (filter.ownerId !== undefined) conditions.push({ sql: 'w.owner_id = ?', params: [filter.ownerId] });
  if (filter.search !== undefined) {
    const name = holdsText('w.name', filter.search);
    const found: Condition[] = [{ sql: 'w.id = ?', params: [filter.search.toLowerCase()] }, name];
    const { searchOwners: owners } = filter;
    if (owners) found.push({ sql: `w.owner_id in (${owners.sql})`, params: owners.params });
    conditions.push(anyOf(found));
  }
  return conditions;
}

function toWallets(em: EntityManager, rows: readonly object[]): Wallet[] {
  return rows.map((row) => em.map(Wallet, row));
}
