import type { EntityManager } from '@mikro-orm/core';
import { allOf, contains, toPage, type Condition, type Page, type PageRequest } from '../ledger/queries/page.js';
import { User } from './user.js';

/** Users, oldest first. @param search An id exactly, or a part of the email or name in any case. */
export async function listUsers(
  em: EntityManager,
  search: string | undefined,
  page: PageRequest,
): Promise<Page<User>> {
  const conditions: Condition[] = [];
  if (page.after !== undefined) conditions.push({ sql: 'u.id > ?', params: [page.after] });
  if (search !== undefined) {
    const email = contains('u.email', search);
    const name = contains('u.display_name', search);
    conditions.push({
      sql: `u.id = ? or ${email.sql} or ${name.sql}`,
      params: [search.toLowerCase(), ...email.params, ...name.params],
    });
  }
  const { sql, params } = allOf(conditions);
  const rows: object[] = await em
    .getConnection()
    .execute(`select u.* from users u where 1 = 1${sql} order by u.id limit ?`, [...params, page.first + 1]);
  return toPage(
    rows.map((row) => em.map(User, row)),
    page.first,
  );
}
