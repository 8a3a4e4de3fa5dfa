import type { EntityManager } from '@mikro-orm/core';
import { engineOf } from '../../ledger/database/engine.js';
import { selectInTransaction } from '../../ledger/database/sql.js';
import { User } from './user.js';

/**
 * Finds the user of a session, a token or a password; null when they are suspended. Every way in asks here or by
 * `OF_ACTIVE_USER`, so that this is the one place that decides who may enter.
 */
export async function findActiveUser(em: EntityManager, id: string): Promise<User | null> {
  return em.findOne(User, { id, status: 'ACTIVE' });
}

/** Joins the users of rows with a `user_id`, in SQL, and keeps those rows whose user may enter; see `findActiveUser`. */
export const OF_ACTIVE_USER = `join users on users.id = user_id and users.status = 'ACTIVE'`;

/**
 * Finds the suspended among these users, for commands of people who were let in before they were suspended. Every unit of
 * work of the ledger runs it, so it is an SQL statement: its cost is lost in the noise, where entities took a tenth of the
 * CPU time of a lone command.
 */
export async function findSuspended(em: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const places = ids.map(() => '?').join(', ');
  if (engineOf(em) === 'postgres') return suspendedAmongLocked(em, ids, places);
  const rows = await selectInTransaction<{ id: string }>(
    em,
    `select id from users where id in (${places}) and status <> 'ACTIVE'`,
    ids,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Locks all of them, where several nodes write: a suspension waits until what its user has begun is stored. */
async function suspendedAmongLocked(
  em: EntityManager,
  ids: readonly string[],
  places: string,
): Promise<ReadonlySet<string>> {
  const rows = await selectInTransaction<{ id: string; status: string }>(
    em,
    `select id, status from users where id in (${places}) order by id for share`,
    ids,
  );
  return new Set(rows.filter(({ status }) => status !== 'ACTIVE').map(({ id }) => id));
}
