import Database from 'better-sqlite3';
import type { Snapshot } from '../ledger/database/snapshot.js';
import type { SqlValue } from '../ledger/database/sql.js';

/** Reads one snapshot of a database file without entities, for a thread that is to load the driver and nothing else. */
export async function readFileSnapshot<Result>(
  path: string,
  read: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const database = new Database(path, { readonly: true });
  const statements = new Map<string, Database.Statement>();
  const prepared = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  try {
    database.exec('begin');
    return await read({
      isSqlite: true,
      async rows<Row extends object>(sql: string, params: readonly SqlValue[] = []) {
        return Promise.resolve(prepared(sql).all(params.map(toBindable)) as Row[]);
      },
    });
  } finally {
    database.close();
  }
}

function toBindable(value: SqlValue): Exclude<SqlValue, Date> {
  return value instanceof Date ? value.getTime() : value;
}
