import { IsolationLevel, type EntityManager } from '@mikro-orm/core';
import { engineOf } from './engine.js';
import { selectInTransaction, type SqlValue } from './sql.js';

/** One consistent view of the database, in which later commits do not show. */
export interface Snapshot {
  /** Runs a SELECT. Money above 2^53 is to be cast to text in SQL, because the driver rounds it. */
  rows<Row extends object>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /** True on SQLite, for statements that only SQLite has. */
  readonly isSqlite: boolean;
}

/**
 * Reads from one snapshot, in a read transaction that waits for no writer and that no writer waits for. Other reads on the
 * same connection do wait until it ends, so a long one belongs on a connection of its own.
 */
export async function readSnapshot<Result>(
  reader: EntityManager,
  read: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const em = reader.fork();
  await em.begin({ isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
  try {
    return await read({
      isSqlite: engineOf(em) === 'sqlite',
      async rows<Row extends object>(sql: string, params: readonly SqlValue[] = []) {
        return selectInTransaction<Row>(em, sql, params);
      },
    });
  } finally {
    // Nothing was written, so there is nothing to commit.
    await em.rollback();
  }
}

/** Makes a moment of an instant in a raw row: milliseconds since 1970. */
export function readInstant(value: number): Date {
  return new Date(value);
}

export function readInstantOrNull(value: number | null): Date | null {
  return value === null ? null : readInstant(value);
}
