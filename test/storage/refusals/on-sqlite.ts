import Database from 'better-sqlite3';
import { openStorage } from '../../../server/storage/orm.js';
import { closingOf, type RefusingTrigger, type SampleDatabase } from './database.js';

interface ColumnRow {
  readonly name: string;
  readonly type: 'INTEGER' | 'TEXT';
  readonly notnull: number;
  readonly pk: number;
}

export async function openSampleDatabase(): Promise<SampleDatabase> {
  const storage = await openStorage('sqlite::memory:');
  const database = new Database(storage.path);
  database.pragma('foreign_keys = ON');
  return {
    engine: 'sqlite',
    async run(sql, values = []) {
      await Promise.resolve();
      database.prepare(sql).run(...values);
    },
    rows: async (sql) => Promise.resolve(database.prepare(sql).all()),
    async undone(work) {
      database.exec('begin');
      try {
        return await work();
      } finally {
        database.exec('rollback');
      }
    },
    settle: async () => Promise.resolve(),
    async dropTrigger(name) {
      database.exec(`drop trigger ${name}`);
      return Promise.resolve();
    },
    async checksOf(table) {
      const sql = String(database.prepare('select sql from sqlite_master where name = ?').pluck().get(table));
      const checks = [...sql.matchAll(/(?:constraint (\w+) )?check \(/g)].map((match) => {
        const start = match.index + match[0].length;
        return `CHECK constraint failed: ${match[1] ?? sql.slice(start, closingOf(sql, start))}`;
      });
      return Promise.resolve(checks);
    },
    async uniqueKeysOf(table) {
      const indexes = database
        .prepare(`select name from pragma_index_list('${table}') where "unique" = 1`)
        .pluck()
        .all();
      const keys = indexes.map((index) => {
        const columns = database.prepare('select name from pragma_index_info(?)').pluck().all(index);
        return `UNIQUE constraint failed: ${columns.map((column) => `${table}.${String(column)}`).join(', ')}`;
      });
      return Promise.resolve(keys);
    },
    async refusingTriggers() {
      const triggers = database
        .prepare<[], RefusingTrigger>(
          "select name, sql from sqlite_master where type = 'trigger' and sql like '%raise(abort%'",
        )
        .all();
      return Promise.resolve(triggers);
    },
    async columnsOf(table) {
      const columns = database.prepare<[], ColumnRow>(`pragma table_info(${table})`).all();
      return Promise.resolve(
        columns.map(({ name, type, notnull, pk }) => ({ name, type, optional: notnull === 0 && pk === 0 })),
      );
    },
    async foreignKeysOf(table) {
      const keys = database.prepare<[], { from: string }>(`pragma foreign_key_list(${table})`).all();
      return Promise.resolve(keys.map(({ from }) => from));
    },
    async close() {
      database.close();
      await storage.close();
    },
  };
}
