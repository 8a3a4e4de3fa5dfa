import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations/index.js';

/** Says why a database must not be opened as it is: something has to be done on the machine first. */
class UnfitDatabase extends Error {
  readonly code = 'UNFIT_DATABASE';

  constructor(message: string) {
    super(message);
    this.name = 'UnfitDatabase';
  }
}

/** Where the header of a database says whether it is written through a write-ahead log (2) or not (1). */
const FORMAT_OFFSET = 18;
const NOT_LOGGED = 1;
const LOG_HEADER_BYTES = 32;

/** Where the file of a database is. SQLite keeps a log beside the file itself, not beside a link to it. */
export function placeOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/**
 * Refuses a copy that was put in the place of a database whose write-ahead log still lies beside it: SQLite would play that
 * log into the copy and bring back, or mix in, what the copy was to replace. A backup is a file without a log, and says so
 * in its header; a database with a log of its own says the opposite. See https://www.sqlite.org/fileformat.html#the_database_header.
 *
 * @throws UnfitDatabase
 */
export function assertLogIsItsOwn(database: string): void {
  const path = placeOf(database);
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (!log || log.size <= LOG_HEADER_BYTES || formatOf(path) !== NOT_LOGGED) return;
  throw new UnfitDatabase(
    `${path}-wal belongs to another database than the copy at ${path}; put the copy somewhere else, remove nothing, and run nissmart restore <copy>`,
  );
}

/**
 * Why nothing can be restored from a file: one that lacks what was written last, or everything, has books that are right all
 * the same. A backup is one file; what was written last to a database in use is in the log beside it.
 *
 * @returns Undefined when it can.
 */
export function mistakeInBackup(path: string): string | undefined {
  const file = placeOf(path);
  const log = [`${file}-wal`, `${file}-journal`].find(
    (side) => (statSync(side, { throwIfNoEntry: false })?.size ?? 0) > 0,
  );
  if (log === undefined) return hasLedger(file) ? undefined : 'has no ledger in it';
  return `is not a backup: what was written last is beside it, in ${log}; make one of both with DATABASE_URL=sqlite:${path} nissmart backup <file>`;
}

function hasLedger(path: string): boolean {
  const database = new Database(path, { readonly: true });
  try {
    return hasMigrations(database) && database.prepare('select 1 from migrations').get() !== undefined;
  } finally {
    database.close();
  }
}

function hasMigrations(database: Database.Database): boolean {
  const listed = database.prepare("select 1 from sqlite_schema where type = 'table' and name = 'migrations'");
  return listed.get() !== undefined;
}

function formatOf(path: string): number | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const file = openSync(path, 'r');
  try {
    const format = Buffer.alloc(1);
    return readSync(file, format, 0, 1, FORMAT_OFFSET) === 1 ? format[0] : undefined;
  } finally {
    closeSync(file);
  }
}

/**
 * Refuses a database that a newer version has written: this one does not know its rules, so it could break them.
 *
 * @throws UnfitDatabase
 */
export function assertNotNewer(database: Database.Database): void {
  if (!hasMigrations(database)) return;
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const ran = database.prepare('select name from migrations order by id').pluck().all().map(String);
  const unknown = ran.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new UnfitDatabase(
    `it was written by a newer version of nissmart (${unknown.join(', ')}); run that version, or go back with nissmart restore <a backup from before it>`,
  );
}
