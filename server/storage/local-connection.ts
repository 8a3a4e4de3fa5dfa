import type Database from 'better-sqlite3';
import type { CompiledQuery, QueryResult } from 'kysely';
import type { SqliteConnection } from './sqlite-dialect.js';
import { KeptStatements, type Statement } from './thread/statements.js';

/** A connection in this thread, for what is too short to be worth a way to another one. */
export class LocalConnection implements SqliteConnection {
  readonly #kept: KeptStatements<Database.Statement>;

  constructor(private readonly database: Database.Database) {
    this.#kept = new KeptStatements((sql) => database.prepare(sql));
  }

  async executeQuery<Row>(query: CompiledQuery | (CompiledQuery & Statement)): Promise<QueryResult<Row>> {
    const { sql, parameters } = query;
    const statement = this.#kept.get(sql);
    if ('each' in query && query.each) {
      const changes = query.each.map((values) => statement.run(values).changes);
      return { rows: [], numAffectedRows: BigInt(changes.reduce((sum, some) => sum + some, 0)) };
    }
    if (statement.reader) return { rows: statement.all(parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    for (const row of this.database.prepare(sql).iterate(parameters)) yield { rows: [row as Row] };
  }

  async rollback(): Promise<void> {
    // SQLite rolls back by itself after some errors; a second rollback would fail and hide the first error.
    if (this.database.inTransaction) this.database.exec('rollback');
  }

  async close(): Promise<void> {
    this.database.close();
  }
}
