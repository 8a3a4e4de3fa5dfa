import { MikroORM, type EntityManager } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import Database from 'better-sqlite3';
import { SessionSchema } from '../identity/session.js';
import { UserSchema } from '../identity/user.js';
import { EntrySchema } from '../ledger/entry.js';
import { IdempotencyRecordSchema } from '../ledger/idempotency-record.js';
import { TransactionSchema } from '../ledger/transaction.js';
import { WalletSchema } from '../ledger/wallet.js';
import { resolveDatabaseFile } from './database-url.js';
import { MIGRATIONS } from './migrations/index.js';
import { makePrivate } from './private-file.js';
import { backUp, type Backup } from './sqlite-backup.js';
import { BindingSqliteDriver } from './sqlite-driver.js';
import { NissmartSqliteDialect } from './sqlite-dialect.js';

const ENTITIES = [
  UserSchema,
  SessionSchema,
  WalletSchema,
  TransactionSchema,
  EntrySchema,
  IdempotencyRecordSchema,
];

/** How long SQLite itself may block the process for another one's lock; longer waits yield to the event loop. */
const BUSY_TIMEOUT_MS = 20;

/** An open database: one connection that writes, and one of its own for reads. */
export interface Storage {
  /** Fork it for each unit of work. Only `UnitsOfWork` writes with it. */
  readonly writer: EntityManager;
  /** Fork it for each request. It sees what is committed and never waits for the writer. */
  readonly reader: EntityManager;
  /** Where the database is, for messages and for backups. */
  readonly path: string;
  /** Copies the database, consistently and while it is in use, to a new file. */
  backup(destination: string): Promise<Backup>;
  close(): Promise<void>;
}

/** Opens the database and brings its tables up to date. */
export async function openStorage(databaseUrl: string): Promise<Storage> {
  const file = resolveDatabaseFile(databaseUrl);
  const writing = openForWriting(file.path, file.durable);
  const writer = await initialise(new NissmartSqliteDialect(writing, 'begin immediate'));
  await migrate(writer);
  // From here on the dialect waits for another process's lock, in pauses that leave the event loop to others.
  writing.pragma('busy_timeout = 0');

  const reading = new Database(file.path, { timeout: BUSY_TIMEOUT_MS, readonly: true });
  const reader = await initialise(new NissmartSqliteDialect(reading, 'begin'));
  return {
    writer: writer.em,
    reader: reader.em,
    path: file.path,
    backup: async (destination) => backUp(file.path, destination),
    async close() {
      await reader.close();
      await writer.close();
      file.dispose();
    },
  };
}

/**
 * Each process runs what is missing in one write transaction, so that the one that comes second finds everything done. Only
 * the table that lists the migrations is made before it: where two processes make it at once, the loser tries again.
 */
async function migrate({ migrator }: MikroORM): Promise<void> {
  try {
    await migrator.up();
  } catch {
    await migrator.up();
  }
}

/** The bare connection that writes. The benchmarks' floor writes on one too, so that both pay for the same safety. */
export function openForWriting(path: string, durable: boolean): Database.Database {
  makePrivate(path);
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  database.pragma('journal_mode = WAL');
  database.pragma(`synchronous = ${durable ? 'FULL' : 'OFF'}`);
  database.pragma('foreign_keys = ON');
  // Eight times what SQLite does by itself (32 MB): a page that many commits write is copied into the database less often.
  database.pragma('wal_autocheckpoint = 8000');
  return database;
}

async function initialise(dialect: NissmartSqliteDialect): Promise<MikroORM> {
  return MikroORM.init({
    driver: BindingSqliteDriver,
    driverOptions: dialect,
    dbName: 'nissmart',
    entities: ENTITIES,
    extensions: [Migrator],
    migrations: { migrationsList: MIGRATIONS, snapshot: false, tableName: 'migrations' },
    batchSize: 1000,
    logger: () => undefined,
  });
}
