import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import { CONTENTION_MAX_MS } from '../ledger/database/unit-of-work.js';

const BUSY_PAUSE_MS = 4;

/** The one connection that a driver lends. */
export interface SqliteConnection extends DatabaseConnection {
  /** Ends a transaction, if there is one. */
  rollback(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Kysely's SQLite dialect with four differences: transactions of the writing connection take the write lock when they
 * begin (a deferred one that reads and then writes fails at once when another process wrote in between), the connection
 * may be one in another thread, waiting for another process's lock does not block the event loop, and a transaction that
 * cannot begin gives the connection back.
 */
export class NissmartSqliteDialect extends SqliteDialect {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly begin: 'begin immediate' | 'begin',
  ) {
    super({ database: noDatabase });
  }

  override createDriver(): SqliteDriver {
    return new QueueingDriver(this.connection, this.begin);
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
    private readonly connection: SqliteConnection,
    private readonly begin: string,
  ) {
    super({ database: noDatabase });
  }

  /** Kysely's own would open a database. */
  override async init(): Promise<void> {
    return Promise.resolve();
  }

  override async acquireConnection(): Promise<Lease> {
    const before = this.#free;
    const lease = new Lease(this.connection);
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
        if (!isBusy(error) || performance.now() - lease.askedAt > CONTENTION_MAX_MS) {
          // Kysely does not release the connection of a transaction that it could not begin or end, so all others would
          // wait for ever.
          lease.end();
          throw error;
        }
      }
      await sleep(BUSY_PAUSE_MS * (0.5 + Math.random()));
    }
  }

  override async commitTransaction(lease: Lease): Promise<void> {
    const committed = super.commitTransaction(lease);
    lease.seal();
    await committed;
  }

  override async rollbackTransaction(lease: Lease): Promise<void> {
    lease.seal();
    try {
      await this.connection.rollback();
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
    await this.connection.close();
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
  #sealed = false;

  constructor(private readonly connection: DatabaseConnection) {}

  /** Takes no more statements: one that is left over from a transaction that has ended would be stored outside of it. */
  seal(): void {
    this.#sealed = true;
  }

  /** May be called twice. */
  end(): void {
    this.seal();
    this.#end.resolve(undefined);
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#sealed) throw new Error('The transaction of this statement has ended');
    return this.connection.executeQuery<Row>(query);
  }

  async *streamQuery<Row>(query: CompiledQuery, rows: number): AsyncIterableIterator<QueryResult<Row>> {
    yield* this.connection.streamQuery<Row>(query, rows);
  }
}

async function noDatabase(): Promise<never> {
  return Promise.reject(new Error('The driver has a connection of its own'));
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
