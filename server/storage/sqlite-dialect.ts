import { setTimeout as sleep } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type QueryResult,
  type SqliteDatabase,
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
  constructor(
    private readonly database: Database.Database,
    private readonly begin: 'begin immediate' | 'begin',
  ) {
    super({ database });
  }

  override createDriver(): SqliteDriver {
    return new QueueingDriver(this.database, this.begin);
  }

  override createAdapter(): SqliteAdapter {
    return new QueueingAdapter();
  }
}

/**
 * Turns off Kysely's own queue for the one connection, which stays blocked for good after a transaction that cannot
 * begin.
 */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class QueueingDriver extends SqliteDriver {
  /** Resolves when the last lease of the connection has ended. */
  #free: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database.Database,
    private readonly begin: string,
  ) {
    super({ database: keepStatements(database) });
  }

  override async acquireConnection(): Promise<Lease> {
    const before = this.#free;
    const lease = new Lease(super.acquireConnection());
    this.#free = lease.ended;
    await before;
    return lease;
  }

  override async beginTransaction(lease: Lease): Promise<void> {
    for (;;) {
      try {
        await lease.executeQuery(CompiledQuery.raw(this.begin));
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() - lease.askedAt > BUSY_DEADLINE_MS) {
          // Kysely does not release the connection of a transaction that it could not begin or end, so all others would
          // wait for ever.
          lease.end();
          throw error;
        }
      }
      await sleep(BUSY_PAUSE_MS * (0.5 + Math.random()));
    }
  }

  override async rollbackTransaction(lease: Lease): Promise<void> {
    try {
      // SQLite rolls back by itself after some errors; a second rollback would fail and hide the first error.
      if (this.database.inTransaction) await super.rollbackTransaction(lease);
    } catch (error) {
      lease.end();
      throw error;
    }
  }

  override async releaseConnection(lease?: Lease): Promise<void> {
    lease?.end();
    return Promise.resolve();
  }

  /** Closes the database after all leases, the waiting ones included, have ended. */
  override async destroy(): Promise<void> {
    await this.#free;
    await super.destroy();
  }
}

/** Exclusive use of the connection until `end` is called. */
class Lease implements DatabaseConnection {
  readonly #end = Promise.withResolvers<undefined>();
  readonly ended: Promise<unknown> = this.#end.promise;
  /**
   * The deadline counts from here; otherwise each lease in the queue behind a locked database would wait its full time
   * again.
   */
  readonly askedAt = performance.now();

  constructor(private readonly connection: Promise<DatabaseConnection>) {}

  /** May be called twice. */
  end(): void {
    this.#end.resolve(undefined);
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return (await this.connection).executeQuery<Row>(query);
  }

  async *streamQuery<Row>(query: CompiledQuery, rows: number): AsyncIterableIterator<QueryResult<Row>> {
    yield* (await this.connection).streamQuery<Row>(query, rows);
  }
}

/** Prepares a statement, or reuses one of the last used; a Map keeps the order in which its keys were set. */
function keepStatements(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    prepare(sql) {
      const statement = kept.get(sql) ?? database.prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      if (kept.size > STATEMENTS_MAX) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      return statement;
    },
    close: () => void database.close(),
  };
}

function isBusy(error: unknown): boolean {
  // Checks the shape and not the class: all realms of a process share the driver, and its errors belong to the first
  // realm.
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    String(error.code).startsWith('SQLITE_BUSY')
  );
}
