import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Client, types } from 'pg';
import { openStorage } from '../../../server/storage/orm.js';
import { insertSample, TABLES } from '../../storage/sample.js';
import { onCleanup, temporaryFolder } from '../../support/ledger.js';

/** The server that `scripts/both-for-tests.js` starts. */
const SERVER = process.env.TEST_POSTGRES_URL ?? '';

/** Refusal of every verb to open a database that is half filled. */
export const UNFINISHED =
  /^nissmart: cannot open the database postgres:\S+: a copy into it is not finished; run /;

/** The tables with rows of a ledger, by a list that the tests keep themselves. */
export const ALL_TABLES = [...TABLES, 'wallet_origins'];

/** The url of a database without tables. */
export async function blankPostgres(): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const administrator = await connect(SERVER);
  await administrator.query(`create database ${name}`);
  onCleanup(async () => {
    await administrator.query(`drop database ${name} with (force)`);
    await administrator.end();
  });
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return url.href;
}

/** A connection of the test's own, closed after it. */
export async function clientOf(url: string): Promise<Client> {
  const client = await connect(url);
  onCleanup(async () => client.end());
  return client;
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  // The end of its database is no error.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** A SQLite database with rows of every kind, whose books are not right. */
export async function everyKindOfRow(): Promise<string> {
  const path = join(temporaryFolder(), 'ledger.db');
  await (await openStorage(`sqlite:${path}`)).close();
  const database = new Database(path);
  await insertSample({
    async run(sql, values = []) {
      database.prepare(sql).run(...values);
      return Promise.resolve();
    },
  });
  database.close();
  return path;
}

export function withSqlite<Result>(path: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(path);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Every row of the tables, with texts for values, in no order. */
type Rows = Record<string, ReadonlySet<string>>;

export function rowsOfSqlite(path: string, without: readonly string[] = []): Rows {
  return withSqlite(path, (database) =>
    Object.fromEntries(
      tablesBut(without).map((table) => [
        table,
        asTexts(database.prepare<[], object>(`select * from ${table}`).all()),
      ]),
    ),
  );
}

export async function rowsOfPostgres(url: string, without: readonly string[] = []): Promise<Rows> {
  const client = await clientOf(url);
  const rows: Rows = {};
  for (const table of tablesBut(without)) {
    const found = await client.query<object>({
      text: `select * from ${table}`,
      // As the database sends them: JSON stays a text.
      types: { getTypeParser: (id) => (id === types.builtins.BOOL ? flag : (text: string) => text) },
    });
    rows[table] = asTexts(found.rows);
  }
  return rows;
}

function tablesBut(without: readonly string[]): string[] {
  return ALL_TABLES.filter((table) => !without.includes(table));
}

function flag(text: string): number {
  return text === 't' ? 1 : 0;
}

function asTexts(rows: readonly object[]): Set<string> {
  return new Set(
    rows.map((row) =>
      Object.entries(row)
        .map(([name, value]) => (value === null ? `${name} is null` : `${name}=${String(value)}`))
        .sort()
        .join('\n'),
    ),
  );
}
