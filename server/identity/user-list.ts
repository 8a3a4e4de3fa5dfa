import type { EntityManager } from '@mikro-orm/core';
import {
  allOf,
  anyOf,
  holdsText,
  isOneOf,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from '../ledger/queries/page.js';
import { User, type Role, type UserStatus } from './user.js';
import { selectRows } from '../ledger/queries/rows.js';

/** Every condition given must hold. */
export interface UserFilter {
  readonly role?: readonly Role[] | undefined;
  readonly status?: readonly UserStatus[] | undefined;
  /** Registered at or after. */
  readonly from?: Date | undefined;
  /** Registered before. */
  readonly to?: Date | undefined;
  /** An id, or a part of the email or name in the normal form of searches. */
  readonly search?: string | undefined;
}

/** Users, oldest first. */
export async function listUsers(
  em: EntityManager,
  filter: UserFilter,
  page: PageRequest,
): Promise<Page<User>> {
  const conditions = conditionsOf(filter);
  if (page.after !== undefined) conditions.push({ sql: 'u.id > ?', params: [page.after] });
  const { sql, params } = allOf(conditions);
  const rows = await selectRows(em, `select u.* from users u where 1 = 1${sql} order by u.id limit ?`, [
    ...params,
    page.first + 1,
  ]);
  return toPage(
    rows.map((row) => em.map(User, row)),
    page.first,
  );
}

export async function countUsers(em: EntityManager, filter: UserFilter): Promise<number> {
  const { sql, params } = allOf(conditionsOf(filter));
  const rows = await selectRows<{ count: number | string }>(
    em,
    `select count(*) as count from users u where 1 = 1${sql}`,
    [...params],
  );
  return Number(rows[0]?.count ?? 0);
}

/** A statement for the ids of the people whom a search means. */
export function peopleMatching(search: string): Condition {
  const { sql, params } = matches(search);
  return { sql: `select u.id from users u where ${sql}`, params };
}

function conditionsOf({ role, status, from, to, search }: UserFilter): Condition[] {
  const conditions: Condition[] = [];
  if (role) conditions.push(isOneOf('u.role', role));
  if (status) conditions.push(isOneOf('u.status', status));
  if (from) conditions.push({ sql: 'u.created_at >= ?', params: [from] });
  if (to) conditions.push({ sql: 'u.created_at < ?', params: [to] });
  if (search !== undefined) conditions.push(matches(search));
  return conditions;
}

function matches(search: string): Condition {
  const id = { sql: 'u.id = ?', params: [search.toLowerCase()] };
  return anyOf([id, holdsText('u.email', search), holdsText('u.display_name', search)]);
}
