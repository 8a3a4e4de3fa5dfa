import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { MIGRATION_NAMES } from './migrations/names.js';
import { UnfitDatabase } from './unfit-database.js';

/** Byte of the database header with the write version: 2 with a write-ahead log, 1 without. */
const FORMAT_OFFSET = 18;
const NOT_LOGGED = 1;
const LOG_HEADER_BYTES = 32;

/** Resolves links in the path of a database, because SQLite keeps the log beside the file itself and not beside a link. */
export function placeOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/**
 * Refuses a copy that was put in place of a database whose write-ahead log is still there: SQLite would play that log
 * into the copy and bring back, or mix in, the data that the copy was to replace. The header of a backup says that it
 * has no log; the header of a database with a log of its own says the opposite. See
 * https://www.sqlite.org/fileformat.html#the_database_header.
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
 * Says why a file cannot be restored: it has a log beside it with the last writes, which a backup never has, or it has
 * no ledger at all. A verification would not notice either, because the books of such a file still agree.
 *
 * @returns Undefined when the file can be restored.
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
 * Refuses a database that a newer version has written, because this version does not know its rules and could break
 * them.
 *
 * @throws UnfitDatabase
 */
export function assertNotNewer(database: Database.Database): void {
  const known = new Set<string>(MIGRATION_NAMES);
  const ran = migrationsOf(database);
  const unknown = ran.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new UnfitDatabase(
    `it was written by a newer version of nissmart (${unknown.join(', ')}); run that version, or go back with nissmart restore <a backup from before it>`,
  );
}

/** True when all migrations have run. */
export function isUpToDate(database: Database.Database): boolean {
  const ran = new Set(migrationsOf(database));
  return MIGRATION_NAMES.every((name) => ran.has(name));
}

/** Returns the names of the migrations that have run, oldest first. */
function migrationsOf(database: Database.Database): string[] {
  if (!hasMigrations(database)) return [];
  return database.prepare('select name from migrations order by id').pluck().all().map(String);
}
