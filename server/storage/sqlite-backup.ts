import { renameSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { flushFile, flushFolderOf } from '../files/flush.js';
import { makePrivate } from '../files/private-file.js';

/** Size of a backup, and its number of transactions. */
export interface Backup {
  readonly bytes: number;
  readonly transactions: number;
}

/** Copies a database that may be in use to a new file. */
export async function backUp(path: string, destination: string): Promise<Backup> {
  return makeBackup(destination, async (unfinished) => {
    makePrivate(unfinished);
    await copy(path, unfinished);
  });
}

/**
 * Makes a backup. The copy gets its name only after it was opened and found intact, so a file of that name is always a good
 * copy.
 */
export async function makeBackup(
  destination: string,
  make: (unfinished: string) => Promise<void>,
): Promise<Backup> {
  const unfinished = `${destination}.unfinished`;
  try {
    await make(unfinished);
    const transactions = inspect(unfinished);
    const { size: bytes } = statSync(unfinished);
    flushFile(unfinished);
    renameSync(unfinished, destination);
    flushFolderOf(destination);
    return { bytes, transactions };
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + end, { force: true });
  }
}

async function copy(path: string, destination: string): Promise<void> {
  const source = new Database(path, { readonly: true });
  try {
    // One read transaction for the whole copy; without it SQLite starts again after each commit, and on a busy server
    // never ends.
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await source.backup(destination);
  } finally {
    source.close();
  }
}

/** @returns The number of transactions. @throws Error when the copy is not intact. */
function inspect(path: string): number {
  const database = new Database(path);
  try {
    // Without a write-ahead log beside it, the copy is a single file.
    database.pragma('journal_mode = delete');
    const state = database.pragma('integrity_check(1)', { simple: true });
    if (state !== 'ok') throw new Error(`The copy is damaged: ${String(state)}`);
    return Number(database.prepare('select count(*) from transactions').pluck().get());
  } finally {
    database.close();
  }
}
