import { createReadStream, createWriteStream, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { flushFile, flushFolderOf } from '../files/flush.js';
import { OWNER_ONLY } from '../files/private-file.js';

/** Refusal to replace a database that another process has open. */
class DatabaseInUse extends Error {
  readonly code = 'DATABASE_IN_USE';

  constructor(path: string) {
    super(`${path} is in use; stop what uses it first`);
    this.name = 'DatabaseInUse';
  }
}

const SIDES = ['-wal', '-shm', '-journal'] as const;
const UNREADABLE = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT']);

/**
 * Copies a backup beside the database that it is to replace. Only the owner may read the copy, whoever may read the
 * backup.
 *
 * @returns The path of the copy.
 */
export async function copyForRestoring(backup: string, target: string): Promise<string> {
  const copy = `${target}.restoring-${String(process.pid)}`;
  removeCopy(copy);
  await pipeline(createReadStream(backup), createWriteStream(copy, { flags: 'wx', mode: OWNER_ONLY }));
  return copy;
}

export function removeCopy(copy: string): void {
  for (const end of ['', ...SIDES]) rmSync(copy + end, { force: true });
}

/**
 * Replaces a database with a verified copy, atomically, and keeps the old one under another name. The log of the old
 * one is folded into it first, so that it is complete and its log can never be played into the copy.
 *
 * @returns Path of the old database; undefined when there was none.
 * @throws DatabaseInUse
 */
export function putInPlace(copy: string, target: string, at: Date): string | undefined {
  foldLog(copy);
  flushFile(copy);
  const kept = `${target}.replaced-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  // Links the log files to their new names first, because SQLite may remove the files beside a database that it cannot
  // read.
  const sides = SIDES.filter((side) => existsSync(target + side));
  for (const side of sides) linkSync(target + side, kept + side);
  const forget = () => {
    for (const side of sides) rmSync(kept + side, { force: true });
  };
  const lock = existsSync(target) ? lockAlone(target, forget) : undefined;
  try {
    if (existsSync(target)) linkSync(target, kept);
    // The log of a damaged or missing database was not folded in; its files must not stay beside the copy.
    if (lock) forget();
    else for (const side of sides) rmSync(target + side, { force: true });
    renameSync(copy, target);
    flushFolderOf(target);
    return existsSync(kept) || (!lock && sides.length > 0) ? kept : undefined;
  } finally {
    lock?.close();
  }
}

/**
 * Opens a database exclusively. SQLite can only leave write-ahead logging while no other connection is open, so this
 * fails as long as another process has the database open, even for reading.
 *
 * @param onRefused Undoes preparations when the database is in use or cannot be opened.
 * @returns Undefined when the file is damaged and so cannot be locked.
 */
export function lockAlone(
  path: string,
  onRefused: () => void = () => undefined,
): Database.Database | undefined {
  const database = new Database(path, { timeout: 0 });
  try {
    database.pragma('locking_mode = exclusive');
    database.pragma('journal_mode = delete');
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    database.close();
    const code = error instanceof Database.SqliteError ? error.code : '';
    if (UNREADABLE.has(code)) return undefined;
    onRefused();
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) throw new DatabaseInUse(path);
    throw error;
  }
}

function foldLog(path: string): void {
  const database = new Database(path);
  try {
    database.pragma('journal_mode = delete');
  } finally {
    database.close();
  }
}
