import type { EntityManager } from '@mikro-orm/core';
import {
  allOf,
  anyOf,
  between,
  directionOf,
  holdsText,
  isDuring,
  isOneOf,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from '../../ledger/queries/page.js';
import { User, type Role, type UserStatus } from '../model/user.js';
import { PlainRows } from '../../ledger/database/plain-rows.js';
import { selectRows } from '../../ledger/database/sql.js';

export const USERS = new PlainRows(User);

/** Filter of users. Every condition given must hold. */
export interface UserFilter {
  readonly role?: readonly Role[] | undefined;
  readonly status?: readonly UserStatus[] | undefined;
  /** Registered at or after. */
  readonly from?: Date | undefined;
  /** Registered before. */
  readonly to?: Date | undefined;
  /** Each an id, or a part of the email or name in the normal form of searches. */
  readonly searches?: readonly string[] | undefined;
}

export async function listUsers(
  em: EntityManager,
  filter: UserFilter,
  page: PageRequest,
): Promise<Page<User>> {
  const { sql, params } = allOf([...between('u.id', page), ...conditionsOf(filter)]);
  const rows = await USERS.select(
    em,
    `select ${USERS.columns(em, 'u')} from users u where 1 = 1${sql} order by u.id ${directionOf(page)} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(rows, page);
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

/** Builds a condition for the ids of the people whom a search matches. */
export function peopleMatching(search: string): Condition {
  const { sql, params } = matches(search);
  return { sql: `select u.id from users u where ${sql}`, params };
}

function conditionsOf({ role, status, from, to, searches = [] }: UserFilter): Condition[] {
  const conditions: Condition[] = [];
  if (role) conditions.push(isOneOf('u.role', role));
  if (status) conditions.push(isOneOf('u.status', status));
  conditions.push(...isDuring('u.created_at', from, to), ...searches.map(matches));
  return conditions;
}

function matches(search: string): Condition {
  const id = { sql: 'u.id = ?', params: [search.toLowerCase()] };
  return anyOf([id, holdsText('u.email', search), holdsText('u.display_name', search)]);
}
