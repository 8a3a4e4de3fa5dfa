import { setTimeout as sleep } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import {
  SqliteDialect,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
  SqliteAdapter,
} from 'kysely';

const STATEMENTS_MAX = 500;
const BUSY_DEADLINE_MS = 1_000;
const BUSY_PAUSE_MS = 4;

/**
 * Kysely's SQLite dialect with four differences: transactions of the writing connection take the write lock when they
 * begin (a deferred one that reads and then writes fails at once when another process wrote in between), prepared
 * statements are kept, waiting for another process's lock does not block the event loop, and a transaction that cannot
 * begin gives the connection back.
 */
export class NissmartSqliteDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(
    database: Database.Database,
    private readonly begin: 'begin immediate' | 'begin',
  ) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new SqliteDriver(this.#database, this.begin);
  }

  override createAdapter(): SqliteAdapter {
    return new QueueingAdapter();
  }
}

/** Kysely's own queue for the one connection is left out: it stays shut for good after a transaction that cannot begin. */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class SqliteDriver implements Driver {
  readonly #connection: CachingConnection;
  /** Resolves when the one who asked last has given the connection back. */
  #free: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database.Database,
    private readonly begin: string,
  ) {
    this.#connection = new CachingConnection(database);
  }

  async init(): Promise<void> {
    // The database is open already; Kysely's interface asks for the method.
  }

  async acquireConnection(): Promise<Lease> {
    const before = this.#free;
    const lease = new Lease(this.#connection);
    this.#free = lease.ended;
    await before;
    return lease;
  }

  async beginTransaction(lease: Lease, _settings: TransactionSettings): Promise<void> {
    for (;;) {
      try {
        this.#connection.run(this.begin);
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() - lease.askedAt > BUSY_DEADLINE_MS) {
          // Kysely never releases the connection of a transaction that it could not begin or end; all others would wait for ever.
          lease.end();
          throw error;
        }
      }
      await sleep(BUSY_PAUSE_MS * (0.5 + Math.random()));
    }
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run('commit');
    return Promise.resolve();
  }

  async rollbackTransaction(lease: Lease): Promise<void> {
    try {
      // Some errors make SQLite roll back by itself; a second rollback would then hide the first error behind its own.
      if (this.database.inTransaction) this.#connection.run('rollback');
    } catch (error) {
      lease.end();
      throw error;
    }
    return Promise.resolve();
  }

  async savepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    this.#connection.run(`savepoint ${name}`);
    return Promise.resolve();
  }

  async rollbackToSavepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    this.#connection.run(`rollback to ${name}`);
    return Promise.resolve();
  }

  async releaseSavepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    this.#connection.run(`release ${name}`);
    return Promise.resolve();
  }

  async releaseConnection(lease: Lease): Promise<void> {
    lease.end();
    return Promise.resolve();
  }

  /** Whoever has the connection, or waits for it, is served first. */
  async destroy(): Promise<void> {
    await this.#free;
    this.database.close();
  }
}

/** The one connection for as long as one user has it. */
class Lease implements DatabaseConnection {
  readonly ended: Promise<void>;
  /** May be called twice. */
  readonly end: () => void;
  /** Patience counts from here, or those who queue behind a locked database would each wait as long again. */
  readonly askedAt = performance.now();

  constructor(private readonly connection: CachingConnection) {
    let end: (() => void) | undefined;
    this.ended = new Promise((resolve) => {
      end = resolve;
    });
    this.end = () => end?.();
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.connection.executeQuery<Row>(query);
  }

  streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    return this.connection.streamQuery<Row>(query);
  }
}

class CachingConnection implements DatabaseConnection {
  readonly #statements = new Map<string, Database.Statement>();

  constructor(private readonly database: Database.Database) {}

  run(sql: string): void {
    this.#prepare(sql).run();
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#prepare(sql);
    if (statement.reader) return Promise.resolve({ rows: statement.all(...parameters) as Row[] });
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return Promise.resolve({ numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] });
  }

  async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    for (const row of this.database.prepare(sql).iterate(...parameters)) {
      yield await Promise.resolve({ rows: [row as Row] });
    }
  }

  /** Keeps the statements used last; a Map remembers the order in which its keys were set. */
  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement) this.#statements.delete(sql);
    else statement = this.database.prepare(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > STATEMENTS_MAX) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    return statement;
  }
}

function isBusy(error: unknown): boolean {
  // By shape, not by class: the driver is shared by all realms of a process, and its errors belong to the first one.
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    String(error.code).startsWith('SQLITE_BUSY')
  );
}
