import Database from 'better-sqlite3';
import { readSnapshot } from '../ledger/database/snapshot.js';
import { readSchema } from '../ledger/verify/schema.js';
import type { SchemaObject } from '../ledger/verify/scope.js';
import { resolveDatabaseFile, type DatabaseFile } from './database-url.js';
import { assertLogIsItsOwn, assertNotNewer, isUpToDate } from './fit-to-open.js';
import { initialise } from './initialise.js';
import { LocalConnection } from './local-connection.js';
import type { Storage } from './storage.js';
import { makePrivate } from '../files/private-file.js';
import { teachTexts } from './text-functions.js';
import { DatabaseThread } from './thread/database-thread.js';
import { backUp } from './sqlite-backup.js';
import { NissmartSqliteDialect } from './sqlite-dialect.js';

/**
 * Maximum time that SQLite itself may block this process while another holds the lock; longer waits yield to the event
 * loop.
 */
const BUSY_TIMEOUT_MS = 20;

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws UnfitDatabase when it is newer than this version, or a copy beside the log of another database.
 */
export async function openSqlite(databaseUrl: string): Promise<Storage> {
  const file = resolveDatabaseFile(databaseUrl);
  const opened = await openDatabase(file);

  const { promise: lost, resolve: lose } = Promise.withResolvers<Error>();
  // The dialect waits for another process's lock itself, in this thread and without blocking its event loop.
  const pragmas = [...writingPragmas(file.durable), 'busy_timeout = 0'];
  const writing = new DatabaseThread(
    { path: file.path, options: { timeout: BUSY_TIMEOUT_MS }, pragmas },
    lose,
  );
  const writer = initialise(new NissmartSqliteDialect(writing, 'begin immediate'));
  const reading = openForReading(file.path);
  const reader = initialise(new NissmartSqliteDialect(reading, 'begin'));
  const readOnly = { path: file.path, options: { readonly: true, timeout: BUSY_TIMEOUT_MS }, pragmas: [] };
  const [longReading, backgroundReading] = [
    new DatabaseThread({ ...readOnly, yields: true }, lose),
    new DatabaseThread(readOnly, lose),
  ];
  const longReads = initialise(new NissmartSqliteDialect(longReading, 'begin'));
  const background = initialise(new NissmartSqliteDialect(backgroundReading, 'begin'));
  return {
    engine: 'sqlite',
    writer: writer.em,
    reader: reader.em,
    longReads: longReads.em,
    background: background.em,
    name: file.path,
    path: file.path,
    lost,
    relay: () => undefined,
    backup: async (destination) => backUp(file.path, destination),
    expectedSchema,
    async close() {
      await reader.close();
      await longReads.close();
      await background.close();
      await writer.close();
      // Kysely closes no connection that nobody has used, and would open it for whoever asks from now on.
      for (const connection of [reading, longReading, backgroundReading, writing]) await connection.close();
      // The last connection to close folds the log into the database, which those that only read cannot; the writer's may never
      // have been used.
      opened.close();
      file.dispose();
    },
  };
}

/**
 * Opens the file of a database, made or recovered if it has to be, and brings its tables up to date.
 *
 * @throws UnfitDatabase
 */
export async function openDatabase({
  path,
  durable,
}: Pick<DatabaseFile, 'path' | 'durable'>): Promise<Database.Database> {
  assertLogIsItsOwn(path);
  const opened = openForWriting(path, durable);
  closeUnlessFit(opened);
  if (!isUpToDate(opened)) {
    // Loaded only when there is something to do: at most starts there is not.
    const { migrate } = await import('./migrate.js');
    await migrate(opened);
  }
  return opened;
}

/** Reads the schema of a database that has just been made. */
export async function expectedSchema(): Promise<SchemaObject[]> {
  const fresh = await openSqlite('sqlite::memory:');
  try {
    return await readSnapshot(fresh.reader, readSchema);
  } finally {
    await fresh.close();
  }
}

/** @throws UnfitDatabase */
function closeUnlessFit(database: Database.Database): void {
  try {
    assertNotNewer(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens the connection that writes. */
function openForWriting(path: string, durable: boolean): Database.Database {
  makePrivate(path);
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  for (const pragma of writingPragmas(durable)) database.pragma(pragma);
  return database;
}

function writingPragmas(durable: boolean): string[] {
  return [
    'journal_mode = WAL',
    `synchronous = ${durable ? 'FULL' : 'OFF'}`,
    'foreign_keys = ON',
    // 128 MB, 32 times SQLite's default, so that a page that many commits write is copied into the database less often. A
    // checkpoint pauses the ledger for up to 200 ms; four times as many checkpoints of half that length cost a seventh of
    // the throughput.
    'wal_autocheckpoint = 32000',
  ];
}

function openForReading(path: string): LocalConnection {
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS, readonly: true });
  teachTexts(database);
  return new LocalConnection(database);
}
