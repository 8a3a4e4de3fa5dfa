import type { EntityManager } from '@mikro-orm/core';
import { engineOf } from './engine.js';
import { selectRows } from './sql.js';

/** Name under which PostgreSQL lists the connections of units of work. */
export const WRITER_NAME = 'nissmart-writer';

/**
 * Returns the id up to which no row of a table can come any more, for whoever reads on from the last id they have seen. On
 * SQLite ids come in the order of commits, so there is no limit: undefined.
 *
 * On PostgreSQL a unit of work may commit before one that has made earlier ids. But it makes ids that are later than the newest
 * one it sees and than the database's clock when it began; see `continueIds`. So what is older than every unit of work under
 * way, and not newer than the newest one now, is complete.
 */
export async function settledUpTo(
  em: EntityManager,
  table: 'entries' | 'transactions',
): Promise<string | undefined> {
  if (engineOf(em) === 'sqlite') return undefined;
  // The newest one is that of the moment when the statement began; who is under way is seen later.
  const [row] = await selectRows<{ newest: string | null; began: number | null }>(
    em,
    `select (select max(id) from ${table}) as newest,
      (select cast(floor(extract(epoch from min(xact_start)) * 1000) as bigint) from pg_stat_activity
      where application_name = '${WRITER_NAME}' and datname = current_database()) as began`,
  );
  const newest = row?.newest ?? '';
  const began = row?.began ?? null;
  if (began === null) return newest;
  const oldest = firstIdAt(began);
  return newest < oldest ? newest : oldest;
}

/** Returns what sorts before every id of a moment, in milliseconds since 1970, and after all earlier ones. */
export function firstIdAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Returns the moment that an id carries, in milliseconds since 1970. */
export function momentOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
