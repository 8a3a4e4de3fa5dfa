import type Database from 'better-sqlite3';

/** Maximum number of prepared statements that a connection keeps. */
const KEPT_MAX = 500;

/** A statement and its values. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Values of many rows, instead of `parameters`: the statement runs once for each, and answers with no rows. */
  readonly each?: readonly (readonly unknown[])[] | undefined;
}

/** Rows of an answer, each with its values in the order of the columns, and what a change has changed. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly changes?: number;
  readonly lastInsertRowid?: number | bigint;
}

/** Describes a connection. */
export interface Opening {
  readonly path: string;
  readonly options: Database.Options;
  /** Run before anything else. */
  readonly pragmas: readonly string[];
  /** True for a thread that gets only what processor time the others leave, where they want all of it. */
  readonly yields?: boolean;
}

/** A request to a thread that serves a connection; a message has several. `rollback` does nothing outside of a transaction. */
export type Request = Statement | 'rollback' | 'close';

/** The answer to a request. They come back in the order of the requests, those to one message in one message. */
export type Response = { readonly answer: Answer } | { readonly failure: Failure };

/** An error of the driver without its class, which does not survive the way. */
export interface Failure {
  readonly message: string;
  readonly code: string;
}

const NO_ROWS = { columns: [], rows: [] };

/** Keeps what was prepared for the statements used last. */
export class KeptStatements<Prepared> {
  /** Keeps the order in which its keys were set. */
  readonly #kept = new Map<string, Prepared>();
  readonly #prepare: (sql: string) => Prepared;

  constructor(prepare: (sql: string) => Prepared) {
    this.#prepare = prepare;
  }

  get(sql: string): Prepared {
    const prepared = this.#kept.get(sql) ?? this.#prepare(sql);
    this.#kept.delete(sql);
    this.#kept.set(sql, prepared);
    if (this.#kept.size > KEPT_MAX) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    return prepared;
  }
}

/** Runs statements on a connection. */
export class Statements {
  readonly #kept: KeptStatements<Prepared>;

  constructor(database: Database.Database) {
    this.#kept = new KeptStatements((sql) => prepare(database, sql));
  }

  /** @throws SqliteError */
  run({ sql, parameters, each }: Statement): Answer {
    const { statement, columns } = this.#kept.get(sql);
    if (each) {
      let changes = 0;
      for (const values of each) changes += statement.run(values).changes;
      return { ...NO_ROWS, changes };
    }
    if (statement.reader) return { columns, rows: statement.all(parameters) };
    return { ...NO_ROWS, ...statement.run(parameters) };
  }
}

interface Prepared {
  readonly statement: Database.Statement<unknown[], unknown[]>;
  readonly columns: readonly string[];
}

function prepare(database: Database.Database, sql: string): Prepared {
  const statement = database.prepare<unknown[], unknown[]>(sql);
  if (!statement.reader) return { statement, columns: [] };
  return { statement: statement.raw(), columns: statement.columns().map(({ name }) => name) };
}
