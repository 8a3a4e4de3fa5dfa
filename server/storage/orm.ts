import type { EntityManager, MikroORM } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM as SqliteORM } from '@mikro-orm/sqlite';
import Database from 'better-sqlite3';
import { AuditEventSchema } from '../ledger/model/audit-event.js';
import { AuditPersonalDetailsSchema } from '../ledger/chain/audit-personal.js';
import { ApiTokenSchema } from '../identity/model/api-token.js';
import { EmailTokenSchema } from '../identity/mails/email-token.js';
import { OutgoingMailSchema } from '../identity/mails/outgoing-mail.js';
import { ExternalIdentitySchema } from '../identity/model/external-identity.js';
import { ExternalSignInSchema } from '../identity/oidc/external-sign-in.js';
import { PendingRegistrationSchema } from '../identity/model/pending-registration.js';
import { ChallengeSchema } from '../identity/factors/challenge.js';
import { PasskeySchema } from '../identity/model/passkey.js';
import { RecoveryCodeSchema } from '../identity/model/recovery-code.js';
import { TotpSecretSchema } from '../identity/model/totp-secret.js';
import { SessionSchema } from '../identity/model/session.js';
import { KnownOriginSchema } from '../identity/model/known-origin.js';
import { SignInFailuresSchema } from '../identity/throttles/sign-in-failures.js';
import { UserSchema } from '../identity/model/user.js';
import { EntrySchema } from '../ledger/model/entry.js';
import { IdempotencyRecordSchema } from '../ledger/model/idempotency-record.js';
import { TransactionSchema } from '../ledger/model/transaction.js';
import { ReviewRuleSchema } from '../ledger/model/review-rule.js';
import { RiskThresholdSchema } from '../ledger/model/risk-threshold.js';
import { RiskAlertSchema } from '../reports/risk/alert.js';
import { TransferBatchItemSchema, TransferBatchSchema } from '../ledger/model/transfer-batch.js';
import { readSnapshot } from '../ledger/database/snapshot.js';
import { readSchema } from '../ledger/verify/schema.js';
import type { SchemaObject } from '../ledger/verify/scope.js';
import { WalletSchema } from '../ledger/model/wallet.js';
import { resolveDatabaseFile } from './database-url.js';
import { assertLogIsItsOwn, assertNotNewer, isUpToDate } from './fit-to-open.js';
import { LocalConnection } from './local-connection.js';
import { MIGRATIONS } from './migrations/index.js';
import { makePrivate } from './private-file.js';
import { teachTexts } from './text-functions.js';
import { DatabaseThread } from './thread/database-thread.js';
import type { Opening } from './thread/statements.js';
import { backUp, type Backup } from './sqlite-backup.js';
import { BindingSqliteDriver } from './sqlite-driver.js';
import { NissmartSqliteDialect } from './sqlite-dialect.js';

const ENTITIES = [
  UserSchema,
  SessionSchema,
  EmailTokenSchema,
  OutgoingMailSchema,
  PendingRegistrationSchema,
  ExternalIdentitySchema,
  ExternalSignInSchema,
  ApiTokenSchema,
  SignInFailuresSchema,
  KnownOriginSchema,
  PasskeySchema,
  TotpSecretSchema,
  RecoveryCodeSchema,
  ChallengeSchema,
  WalletSchema,
  TransactionSchema,
  EntrySchema,
  IdempotencyRecordSchema,
  TransferBatchSchema,
  TransferBatchItemSchema,
  ReviewRuleSchema,
  RiskThresholdSchema,
  RiskAlertSchema,
  AuditEventSchema,
  AuditPersonalDetailsSchema,
];

/**
 * Maximum time that SQLite itself may block this process while another holds the lock; longer waits yield to the event
 * loop.
 */
const BUSY_TIMEOUT_MS = 20;

/** An open database: one connection that writes, and three that read. */
export interface Storage {
  /** Fork it for each unit of work. Only `UnitsOfWork` writes with it. */
  readonly writer: EntityManager;
  /** Fork it for each request. It sees what is committed and never waits for the writer. */
  readonly reader: EntityManager;
  /** The same, in a thread, for reads that may take long: they hold up each other and nobody else. */
  readonly longReads: EntityManager;
  /** For what reads for long in the background, which must not hold up requests. It sees what is committed. */
  readonly background: EntityManager;
  /** Path of the database file, for messages and backups. */
  readonly path: string;
  /** Resolves, with the cause, when the thread of a connection has ended although nobody has closed it. */
  readonly lost: Promise<Error>;
  /** Copies the database, consistently and while it is in use, to a new file. */
  backup(destination: string): Promise<Backup>;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws UnfitDatabase when it is newer than this version, or a copy beside the log of another database.
 */
export async function openStorage(databaseUrl: string): Promise<Storage> {
  const file = resolveDatabaseFile(databaseUrl);
  assertLogIsItsOwn(file.path);
  const opened = openForWriting(file.path, file.durable);
  closeUnlessFit(opened);
  if (!isUpToDate(opened)) await migrate(opened);

  const { promise: lost, resolve: lose } = Promise.withResolvers<Error>();
  // The dialect waits for another process's lock itself, in this thread and without blocking its event loop.
  const pragmas = [...writingPragmas(file.durable), 'busy_timeout = 0'];
  const writing = new DatabaseThread(
    { path: file.path, options: { timeout: BUSY_TIMEOUT_MS }, pragmas },
    lose,
  );
  const writer = await initialise(new NissmartSqliteDialect(writing, 'begin immediate'));
  const reader = await openForReading(file.path);
  const readOnly = { path: file.path, options: { readonly: true, timeout: BUSY_TIMEOUT_MS }, pragmas: [] };
  const openThread = async (opening: Opening) =>
    initialise(new NissmartSqliteDialect(new DatabaseThread(opening, lose), 'begin'));
  const longReads = await openThread({ ...readOnly, yields: true });
  const background = await openThread(readOnly);
  return {
    writer: writer.em,
    reader: reader.em,
    longReads: longReads.em,
    background: background.em,
    path: file.path,
    lost,
    backup: async (destination) => backUp(file.path, destination),
    async close() {
      await reader.close();
      await longReads.close();
      await background.close();
      await writer.close();
      // The last connection to close folds the log into the database, which those that only read cannot; the writer's may never
      // have been used.
      opened.close();
      file.dispose();
    },
  };
}

/** Returns the tables, indexes and triggers of a database on which all migrations have run. */
export async function expectedSchema(): Promise<SchemaObject[]> {
  const fresh = await openStorage('sqlite::memory:');
  try {
    return await readSnapshot(fresh.reader, readSchema);
  } finally {
    await fresh.close();
  }
}

/**
 * Runs the missing migrations in one write transaction, so that a second process finds them done. Only the table that
 * lists the migrations is made outside of it; when two processes make it at once, the loser tries again.
 */
async function migrate(database: Database.Database): Promise<void> {
  const connection = new LocalConnection(database);
  const { migrator } = await initialise(new NissmartSqliteDialect(connection, 'begin immediate'));
  try {
    await migrator.up();
  } catch {
    await migrator.up();
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

async function openForReading(path: string): Promise<MikroORM> {
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS, readonly: true });
  teachTexts(database);
  return initialise(new NissmartSqliteDialect(new LocalConnection(database), 'begin'));
}

async function initialise(dialect: NissmartSqliteDialect): Promise<MikroORM> {
  return SqliteORM.init({
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
