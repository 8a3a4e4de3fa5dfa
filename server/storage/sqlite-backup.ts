import { renameSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { makePrivate } from './private-file.js';

/** What a copy holds. */
export interface Backup {
  readonly bytes: number;
  readonly transactions: number;
}

/**
 * Copies a database that may be in use to a new file, and gives the copy its name only after it has been opened and found
 * intact: a file of that name is a good copy, whatever happens in between.
 */
export async function backUp(path: string, destination: string): Promise<Backup> {
  const unfinished = `${destination}.unfinished`;
  try {
    makePrivate(unfinished);
    await copy(path, unfinished);
    const transactions = inspect(unfinished);
    const { size: bytes } = statSync(unfinished);
    renameSync(unfinished, destination);
    return { bytes, transactions };
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + end, { force: true });
  }
}

async function copy(path: string, destination: string): Promise<void> {
  const source = new Database(path, { readonly: true });
  try {
    // One read transaction for the whole copy: without it SQLite starts again whenever somebody else commits, and on a
    // busy server it would never end.
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await source.backup(destination);
  } finally {
    source.close();
  }
}

/** @returns How many transactions there are. @throws Error when the copy is not intact. */
function inspect(path: string): number {
  const database = new Database(path);
  try {
    // With its journal in a file beside it, the copy would not be one file.
    database.pragma('journal_mode = delete');
    const state = database.pragma('integrity_check(1)', { simple: true });
    if (state !== 'ok') throw new Error(`The copy is damaged: ${String(state)}`);
    return Number(database.prepare('select count(*) from transactions').pluck().get());
  } finally {
    database.close();
  }
}
