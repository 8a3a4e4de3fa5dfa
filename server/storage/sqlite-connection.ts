import { isRaw, type LoggingOptions, type QueryResult, type Transaction } from '@mikro-orm/core';
import { SqliteConnection, type NativeQueryBuilder } from '@mikro-orm/sqlite';
import { CompiledQuery, type Kysely, type QueryResult as Rows } from 'kysely';
import { takerOfAnswers } from '../ledger/database/sent-ahead.js';
import type { Statement } from './thread/statements.js';

/**
 * Binds parameters, where MikroORM writes them into the text of a statement and so makes each one different. Each kind
 * of statement is parsed once, and values never become part of SQL.
 */
export class BindingSqliteConnection extends SqliteConnection {
  override async execute<Result extends QueryResult | object | object[] = object[]>(
    query: string | NativeQueryBuilder | ReturnType<NativeQueryBuilder['toRaw']>,
    params: readonly unknown[] | Record<string, unknown> = [],
    method: 'all' | 'get' | 'run' = 'all',
    transaction?: Transaction,
    logging?: LoggingOptions,
  ): Promise<Result> {
    const raw = typeof query === 'string' ? undefined : isRaw(query) ? query : query.toRaw();
    const sql = raw ? raw.sql : (query as string);
    const values = raw ? raw.params : params;
    const bindable = Array.isArray(values) ? toBindable(sql, values) : undefined;
    if (!bindable) return super.execute(query, params, method, transaction, logging);
    await this.ensureConnection();
    return this.executeQuery<Result>(
      sql,
      async () => {
        const query = CompiledQuery.raw(sql, bindable);
        const result = await (method === 'run'
          ? this.#write(query, transaction)
          : this.#send(query, transaction).then(({ answer }) => answer));
        return this.transformRawResult<Result>(result, method);
      },
      { query: sql, params: bindable, ...logging },
    );
  }

  /** Runs a statement once for each row of values, all of them in one message to the connection. */
  async executeEach<T>(
    sql: string,
    rows: readonly (readonly unknown[])[],
    transaction?: Transaction,
    logging?: LoggingOptions,
  ): Promise<QueryResult<T>> {
    await this.ensureConnection();
    const each = rows.map((values) => {
      const bindable = toBindable(sql, values);
      if (!bindable) throw new TypeError(`A value cannot be bound in ${sql}`);
      return bindable;
    });
    return this.executeQuery<QueryResult<T>>(
      sql,
      async () => {
        const query = { ...CompiledQuery.raw(sql), each };
        return this.transformRawResult<QueryResult<T>>(await this.#write(query, transaction), 'run');
      },
      { query: sql, params: [], ...logging },
    );
  }

  /** Sends a statement that writes, and waits for its answer unless the unit of work does. */
  async #write(query: Query, transaction?: Transaction): Promise<Rows<unknown>> {
    const takeAnswer = takerOfAnswers(transaction as object | undefined);
    const { answer } = await this.#send(query, transaction);
    if (!takeAnswer) return answer;
    takeAnswer(
      answer.catch((error: unknown) => {
        throw this.platform.getExceptionConverter().convertException(error as Error);
      }),
    );
    return { rows: [] };
  }

  /** Sends a statement, after those that were sent before it; its answer may come after others were sent. */
  async #send(query: Query, transaction?: Transaction): Promise<{ answer: Promise<Rows<unknown>> }> {
    if (transaction === undefined) return { answer: this.getClient<unknown>().executeQuery(query) };
    // Kysely lends the connection of a transaction to one statement after the other. Given back as soon as the statement is
    // sent, it does not wait for answers, whose order the connection keeps.
    return (transaction as Kysely<unknown>)
      .getExecutor()
      .provideConnection((connection) => Promise.resolve({ answer: connection.executeQuery(query) }));
  }
}

type Query = CompiledQuery & Partial<Pick<Statement, 'each'>>;

/** Converts values for SQLite's driver; undefined when the statement needs MikroORM's own formatting. */
function toBindable(sql: string, values: readonly unknown[]): unknown[] | undefined {
  if (sql.includes('??') || sql.includes('\\?')) return undefined;
  const bindable: unknown[] = new Array<unknown>(values.length);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'bigint'
    ) {
      bindable[index] = value;
    } else if (value === undefined) {
      bindable[index] = null;
    } else if (typeof value === 'boolean') {
      bindable[index] = Number(value);
    } else if (value instanceof Date) {
      bindable[index] = value.getTime();
    } else {
      return undefined;
    }
  }
  return bindable;
}
