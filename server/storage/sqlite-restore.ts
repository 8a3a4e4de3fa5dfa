import { createReadStream, createWriteStream, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { flushFile, flushFolderOf } from './flush.js';
import { OWNER_ONLY } from './private-file.js';

/** Somebody has the database open. */
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
 * Copies a backup beside the database that it is to become, for its owner only: whoever may read the backup, and copying it
 * as a file would let them read the copy.
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
 * Puts a verified copy in the place of a database, whole or not at all, and keeps what was there under another name. The
 * log of what was there is folded into it first, so that it stands by itself and can never be played into the copy.
 *
 * @returns Where the database that was there is now; undefined where there was none.
 * @throws DatabaseInUse
 */
export function putInPlace(copy: string, target: string, at: Date): string | undefined {
  foldLog(copy);
  flushFile(copy);
  const kept = `${target}.replaced-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  // Under their other names already, because SQLite may remove what lies beside a database that it cannot read.
  const sides = SIDES.filter((side) => existsSync(target + side));
  for (const side of sides) linkSync(target + side, kept + side);
  const forget = () => {
    for (const side of sides) rmSync(kept + side, { force: true });
  };
  const lock = existsSync(target) ? lockAlone(target, forget) : undefined;
  try {
    if (existsSync(target)) linkSync(target, kept);
    // Nothing was folded where the database is damaged or gone; what is left beside it must not meet the copy.
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
 * A connection that nobody else shares the database with. To leave the write-ahead log behind SQLite needs the database for
 * itself, so this fails as long as anybody has it open, even if only to read.
 *
 * @param onRefused Undoes what was prepared, where somebody has it open or it cannot be opened.
 * @returns Undefined when the file is damaged: then it cannot be asked.
 */
function lockAlone(path: string, onRefused: () => void): Database.Database | undefined {
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
