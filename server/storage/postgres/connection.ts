import { isRaw, type LoggingOptions, type QueryResult, type Transaction } from '@mikro-orm/core';
import { PostgreSqlConnection, type NativeQueryBuilder } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';
import { asSought, toBindable, withNumbers } from './values.js';

/** Binds parameters, where MikroORM writes them into the text of a statement, so that values never become part of SQL. */
export class BindingPostgresConnection extends PostgreSqlConnection {
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
    const sent = method === 'run' ? bindable : bindable.map(asSought);
    return this.bound<Result>(withNumbers(sql, sent), sent, method, transaction, logging);
  }

  /** Runs a statement whose parameters are numbered. A parameter may be an array. */
  async bound<Result extends QueryResult | object | object[]>(
    sql: string,
    values: readonly unknown[],
    method: 'all' | 'get' | 'run',
    transaction?: Transaction,
    logging?: LoggingOptions,
  ): Promise<Result> {
    await this.ensureConnection();
    return this.executeQuery<Result>(
      sql,
      async () => {
        const client = (transaction as Kysely<unknown> | undefined) ?? this.getClient<unknown>();
        const result = await client.executeQuery(CompiledQuery.raw(sql, [...values]));
        return this.transformRawResult<Result>(result, method);
      },
      { query: sql, params: [...values], ...logging },
    );
  }
}
