import {
  type CompiledQuery,
  PostgresDialect,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { isContention } from '../../ledger/database/failures.js';
import { takingTurns } from '../../ledger/database/turns.js';
import { isLostConnection, lostConnection, lostOr } from './failures.js';

/**
 * Limits on a transaction, set with its beginning: on waiting for a lock, and on a node that does nothing while it holds some,
 * as one that is frozen or cut off does. They hold for the transaction alone, because a pooler may give its connection to
 * somebody else.
 */
const LIMITS = `set local lock_timeout = '900ms'; set local idle_in_transaction_session_timeout = '5s'`;

/** Maximum number of times that a statement runs on its own. */
const ATTEMPTS = 5;

/**
 * Kysely's dialect for PostgreSQL with a driver of our own: transactions have limits, connections that are gone have one code,
 * and are given back and closed even when a transaction cannot end on them.
 */
export class LedgerPostgresDialect extends PostgresDialect {
  /** @param openPool Opens the connections, at the first use. */
  constructor(private readonly openPool: () => Pool) {
    super({ pool: async () => Promise.resolve(openPool()) });
  }

  override createDriver(): Driver {
    return new LedgerDriver(this.openPool);
  }
}

class LedgerDriver implements Driver {
  #pool: Pool | undefined;

  constructor(private readonly openPool: () => Pool) {}

  async init(): Promise<void> {
    this.#pool = this.openPool();
    return Promise.resolve();
  }

  async acquireConnection(): Promise<PooledConnection> {
    if (!this.#pool) throw new Error('The database is closed');
    return new PooledConnection(await lostOr(this.#pool.connect()));
  }

  async beginTransaction(
    connection: PooledConnection,
    { isolationLevel, accessMode }: TransactionSettings,
  ): Promise<void> {
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`;
    const mode = accessMode === undefined ? '' : ` ${accessMode}`;
    connection.began = true;
    // One message, without a wait in between.
    await orRelease(connection, `start transaction${level}${mode}; ${LIMITS}`);
  }

  async commitTransaction(connection: PooledConnection): Promise<void> {
    const committed = connection.run('commit');
    connection.seal();
    await committed;
  }

  async rollbackTransaction(connection: PooledConnection): Promise<void> {
    connection.seal();
    await orRelease(connection, 'rollback');
  }

  async savepoint(connection: PooledConnection, name: string): Promise<void> {
    await connection.run(`savepoint "${name}"`);
  }

  async rollbackToSavepoint(connection: PooledConnection, name: string): Promise<void> {
    await connection.run(`rollback to "${name}"`);
  }

  async releaseSavepoint(connection: PooledConnection, name: string): Promise<void> {
    await connection.run(`release "${name}"`);
  }

  async releaseConnection(connection: PooledConnection): Promise<void> {
    connection.release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.end();
  }
}

/** Gives the connection back when a statement fails that Kysely does not give it back after. */
async function orRelease(connection: PooledConnection, sql: string): Promise<void> {
  try {
    await connection.run(sql);
  } catch (error) {
    connection.release();
    throw error;
  }
}

/** A connection for as long as somebody uses it. */
class PooledConnection implements DatabaseConnection {
  /** True in a transaction, and from then on. */
  began = false;
  /** A connection runs one statement at a time; those that `pg` itself would hold back are an error with its version 9. */
  readonly #inTurn = takingTurns();
  #lost = false;
  #sealed = false;
  #released = false;

  constructor(private readonly client: PoolClient) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rowCount, rows } = await this.#repeated(async () =>
      this.#watched(async () => {
        if (this.#sealed) throw new Error('The transaction of this statement has ended');
        return this.client.query<object & Row>(query.sql, [...query.parameters]);
      }),
    );
    return { rows, ...(rowCount !== null && { numAffectedRows: BigInt(rowCount) }) };
  }

  /**
   * Takes no more statements: one that is left over from a transaction that has ended would run outside of it, or in the
   * transaction of whoever gets the connection next.
   */
  seal(): void {
    this.#sealed = true;
  }

  /** Runs statements without parameters, several in one message. */
  async run(sql: string): Promise<void> {
    await this.#watched(async () => this.client.query(sql));
  }

  /**
   * Runs a statement again that other transactions were in the way of, as a read may meet where the database has them
   * serialisable unless told otherwise. On its own it is a transaction, of which nothing has happened.
   */
  async #repeated<Result>(ask: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (this.began || attempt === ATTEMPTS || !isContention(error)) throw error;
      }
    }
  }

  async #watched<Result>(ask: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      // Behind a statement that has got no answer the next one would wait as long again.
      if (this.#lost) throw lostConnection();
      try {
        return await lostOr(ask());
      } catch (error) {
        this.#lost ||= isLostConnection(error);
        throw error;
      }
    });
  }

  /** Gives it back; one that is lost is closed, because a late answer would be taken for that of another statement. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    this.seal();
    this.client.release(this.#lost);
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Nothing is streamed');
  }
}
