import Database from 'better-sqlite3';
import type { Storage } from '../../server/storage/orm.js';
import { onCleanup } from './ledger.js';

/** A connection of the test's own, as any other program might open one, with foreign keys enforced; closed after the test. */
export function rawConnection({ path }: Pick<Storage, 'path'>): Database.Database {
  const database = new Database(path, { timeout: 2_000 });
  database.pragma('foreign_keys = ON');
  onCleanup(() => {
    database.close();
  });
  return database;
}
