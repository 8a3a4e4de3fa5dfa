import { setTimeout as sleep } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import {
  SqliteDialect,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';

const STATEMENTS_MAX = 500;
const BUSY_DEADLINE_MS = 5_000;
const BUSY_PAUSE_MS = 4;

/**
 * Kysely's SQLite dialect with three differences: transactions of the writing connection take the write lock when they
 * begin (a deferred one that reads and then writes fails at once when another process wrote in between), prepared
 * statements are kept, and waiting for another process's lock does not block the event loop.
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
}

class SqliteDriver implements Driver {
  readonly #connection: CachingConnection;

  constructor(
    private readonly database: Database.Database,
    private readonly begin: string,
  ) {
    this.#connection = new CachingConnection(database);
  }

  async init(): Promise<void> {
    // The database is open already; Kysely's interface asks for the method.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.#connection);
  }

  async beginTransaction(_connection: DatabaseConnection, _settings: TransactionSettings): Promise<void> {
    const deadline = performance.now() + BUSY_DEADLINE_MS;
    for (;;) {
      try {
        this.#connection.run(this.begin);
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
      }
      await sleep(BUSY_PAUSE_MS * (0.5 + Math.random()));
    }
  }

  async commitTransaction(): Promise<void> {
    return Promise.resolve(this.#connection.run('commit'));
  }

  async rollbackTransaction(): Promise<void> {
    // Some errors make SQLite roll back by itself; a second rollback would then hide the first error behind its own.
    if (this.database.inTransaction) this.#connection.run('rollback');
    return Promise.resolve();
  }

  async savepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    return Promise.resolve(this.#connection.run(`savepoint ${name}`));
  }

  async rollbackToSavepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    return Promise.resolve(this.#connection.run(`rollback to ${name}`));
  }

  async releaseSavepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    return Promise.resolve(this.#connection.run(`release ${name}`));
  }

  async releaseConnection(): Promise<void> {
    // There is one connection, and Kysely's own mutex hands it round.
  }

  async destroy(): Promise<void> {
    this.database.close();
    return Promise.resolve();
  }
}

class CachingConnection implements DatabaseConnection {
  readonly #statements = new Map<string, Database.Statement<unknown[]>>();

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
  #prepare(sql: string): Database.Statement<unknown[]> {
    let statement = this.#statements.get(sql);
    if (statement) this.#statements.delete(sql);
    else statement = this.database.prepare<unknown[]>(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > STATEMENTS_MAX) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    return statement;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
