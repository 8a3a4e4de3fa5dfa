import type Database from 'better-sqlite3';
import type { CompiledQuery, QueryResult } from 'kysely';
import type { Statement } from './thread/statements.js';
import type { SqliteConnection } from './sqlite-dialect.js';

/** Maximum number of prepared statements that a connection keeps. */
const KEPT_MAX = 500;

/** A connection in this thread, for what is too short to be worth a way to another one. */
export class LocalConnection implements SqliteConnection {
  /** Keeps the order in which its keys were set. */
  readonly #kept = new Map<string, Database.Statement>();

  constructor(private readonly database: Database.Database) {}

  async executeQuery<Row>(query: CompiledQuery | (CompiledQuery & Statement)): Promise<QueryResult<Row>> {
    const { sql, parameters } = query;
    const statement = this.#prepare(sql);
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

  #prepare(sql: string): Database.Statement {
    const statement = this.#kept.get(sql) ?? this.database.prepare(sql);
    this.#kept.delete(sql);
    this.#kept.set(sql, statement);
    if (this.#kept.size > KEPT_MAX) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    return statement;
  }
}
