import Database from 'better-sqlite3';
import { assertLogIsItsOwn, assertNotNewer, isUpToDate, placeOf } from '../fit-to-open.js';
import { lockAlone } from '../sqlite-restore.js';
import { UnfitDatabase } from '../unfit-database.js';

/** A SQLite database that does not change while it is open. */
export type Source = Database.Database;

/**
 * Opens a SQLite database to be copied as it is. Nobody else can open it until it is closed, so that it does not change
 * meanwhile, and nothing that it takes is left behind.
 *
 * @throws UnfitDatabase, or an error with the code DATABASE_IN_USE
 */
export function openSource(path: string): Source {
  assertLogIsItsOwn(path);
  const source = lockAlone(placeOf(path));
  if (!source) throw new UnfitDatabase('it is damaged, or no database');
  return assertOfThisVersion(source);
}

/** Opens a backup to be copied as it is; nothing is written to it. @throws UnfitDatabase */
export function openBackup(path: string): Source {
  const backup = new Database(path, { readonly: true });
  backup.exec('begin');
  return assertOfThisVersion(backup);
}

/** @throws UnfitDatabase */
function assertOfThisVersion(database: Database.Database): Source {
  try {
    assertNotNewer(database);
    if (isUpToDate(database)) return database;
    throw new UnfitDatabase(
      'its tables are those of an earlier version; run nissmart migrate on it first, which brings them up to date',
    );
  } catch (error) {
    database.close();
    throw error;
  }
}
