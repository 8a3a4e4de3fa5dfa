import { Worker } from 'node:worker_threads';
import { jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { teachTexts } from '../../server/storage/text-functions.js';

/** A step of a statement's plan that reads a whole table, or a whole index of one. */
export interface Scan {
  readonly sql: string;
  readonly table: string;
  /** The index that is read instead of the table, if any. */
  readonly index: string | undefined;
  /** True when rows come in the order that is asked for, so that a `limit` ends the reading. */
  readonly inOrder: boolean;
}

/** Records every statement that any connection of this process prepares from now on. To be called once in a test file. */
export function recordStatements(): ReadonlySet<string> {
  const recorded = new Set<string>();
  const prepare = Reflect.get<Database.Database, 'prepare'>(Database.prototype, 'prepare');
  jest.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql) {
    recorded.add(sql);
    return prepare.call(this, sql);
  });
  const send = Reflect.get<Worker, 'postMessage'>(Worker.prototype, 'postMessage');
  jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, message: unknown) {
    for (const sql of sqlOf(message)) recorded.add(sql);
    send.call(this, message);
  });
  return recorded;
}

/** Returns the statements of a message to the thread of a database, and the names of what else it is asked. */
export function sqlOf(message: unknown): string[] {
  if (!Array.isArray(message)) return [];
  return message.map((request: string | { readonly sql: string }) =>
    typeof request === 'string' ? request : request.sql,
  );
}

/** Asks the database how it would run statements. @returns Their scans of tables. */
export function scansOf(path: string, statements: Iterable<string>): Scan[] {
  const database = new Database(path, { readonly: true });
  teachTexts(database);
  try {
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
    return [...statements].filter(isAboutRows).flatMap((sql) => {
      const steps = planOf(database, sql);
      const inOrder = steps.every((step) => !step.includes('TEMP B-TREE FOR ORDER BY'));
      return steps.flatMap((step) => {
        // Without a bound in brackets, a search for a minimum or maximum reads on until a row meets the conditions; and an
        // automatic index is made of the whole table, for this one statement.
        const [, name, index] =
          /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(step) ??
          /^SEARCH (\w+)(?: USING AUTOMATIC .*| USING [A-Z ]+(\w*))?$/.exec(step) ??
          [];
        const table = name === undefined ? undefined : tableOf(name, sql);
        return table !== undefined && tables.includes(table) ? [{ sql, table, index, inOrder }] : [];
      });
    });
  } finally {
    database.close();
  }
}

function isAboutRows(sql: string): boolean {
  return /^\s*(select|with|insert|update|delete|replace)\b/i.test(sql);
}

/** Returns the steps of a plan; none for a statement about a table that only lives within a migration. */
function planOf(database: Database.Database, sql: string): string[] {
  try {
    const parameters = (sql.match(/\?/g) ?? []).map(() => null);
    const steps = database.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
    return steps.map(({ detail }) => detail);
  } catch (error) {
    // Not by its class: the driver makes its errors with the class of the test file that loaded it first.
    if (/^SqliteError: no such (table|column)/.test(String(error))) return [];
    throw error;
  }
}

/** Returns the table that a statement calls by a name, which is mostly an alias. */
function tableOf(name: string, sql: string): string {
  return (
    new RegExp(`(?:from|join)\\s+\`?(\\w+)\`?\\s+(?:as\\s+)?\`?${name}\`?\\b`, 'i').exec(sql)?.[1] ?? name
  );
}
