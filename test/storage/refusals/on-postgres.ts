import { Client, DatabaseError } from 'pg';
import { ledgerTypes } from '../../../server/storage/postgres/values.js';
import { POSTGRES_STATEMENTS } from '../../../server/storage/postgres/migrations/index.js';
import { emptyDatabase } from '../../support/database.js';
import { closingOf, type RefusingTrigger, type SampleColumn, type SampleDatabase } from './database.js';

/** Codes of values that are of another type than their column. */
const OTHER_TYPE = /^(22P02|22P03|42804)$/;

/** PostgreSQL names a CHECK that has no name after its column; SQLite says the expression. */
function expressionsOfChecks(): ReadonlyMap<string, string> {
  const expressions = new Map<string, string>();
  for (const sql of POSTGRES_STATEMENTS) {
    const table = /^create table (\w+)/.exec(sql)?.[1];
    if (table === undefined) continue;
    for (const line of sql.split('\n')) {
      const column = /^\s*(\w+)/.exec(line)?.[1] ?? '';
      for (const match of line.matchAll(/(constraint \w+ )?check \(/g)) {
        const start = match.index + match[0].length;
        if (match[1] === undefined)
          expressions.set(`${table}_${column}_check`, line.slice(start, closingOf(line, start)));
      }
    }
  }
  return expressions;
}

export async function openSampleDatabase(): Promise<SampleDatabase> {
  const { url, remove } = await emptyDatabase();
  const client = new Client({ connectionString: url, types: ledgerTypes() });
  await client.connect();
  const expressions = expressionsOfChecks();
  const rows = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...values])).rows;
  const named = async (sql: string, values: readonly unknown[] = []) =>
    (await rows<{ name: string }>(sql, values)).map(({ name }) => name);
  const wordsOfKey = async (index: string) => {
    const columns = await named(
      `select i.indrelid::regclass || '.' || a.attname as name
      from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
      where i.indexrelid = $1::text::regclass order by place`,
      [index],
    );
    return `UNIQUE constraint failed: ${columns.join(', ')}`;
  };
  const wordsOfCheck = (name: string) => `CHECK constraint failed: ${expressions.get(name) ?? name}`;
  const translated = async (error: unknown): Promise<unknown> => {
    if (!(error instanceof DatabaseError)) return error;
    const { code = '', constraint = '', table = '', column = '' } = error;
    if (code === '23514') return new Error(wordsOfCheck(constraint));
    if (code === '23505') return new Error(await wordsOfKey(constraint));
    if (code === '23503') return new Error('FOREIGN KEY constraint failed');
    if (code === '23502') return new Error(`NOT NULL constraint failed: ${table}.${column}`);
    if (OTHER_TYPE.test(code)) return new Error('a value is of another type than its column');
    return error;
  };
  let underWay = false;
  const attempted = async (work: () => Promise<unknown>) => {
    if (underWay) await client.query('savepoint attempted');
    try {
      await work();
    } catch (error) {
      if (underWay) await client.query('rollback to attempted');
      throw await translated(error);
    }
  };
  return {
    engine: 'postgres',
    async run(sql, values = []) {
      const bytes = values.map((value) => (value instanceof Uint8Array ? '::bytea' : ''));
      let count = 0;
      const numbered = sql.replaceAll('?', () => `$${String((count += 1))}${bytes[count - 1] ?? ''}`);
      await attempted(async () => client.query(values.length === 0 ? sql : numbered, [...values]));
    },
    rows: async (sql) => rows(sql),
    async undone(work) {
      await client.query('begin');
      underWay = true;
      try {
        return await work();
      } finally {
        underWay = false;
        await client.query('rollback');
      }
    },
    settle: async () => attempted(async () => client.query('set constraints all immediate')),
    async dropTrigger(name) {
      for (const table of await named(
        'select tgrelid::regclass::text as name from pg_trigger where tgname = $1',
        [name],
      ))
        await client.query(`drop trigger ${name} on ${table}`);
    },
    async checksOf(table) {
      const names = await named(
        `select conname as name from pg_constraint where contype = 'c' and conrelid = $1::text::regclass`,
        [table],
      );
      return names.map(wordsOfCheck);
    },
    async uniqueKeysOf(table) {
      const indexes = await named(
        `select indexrelid::regclass::text as name from pg_index where indisunique and indrelid = $1::text::regclass`,
        [table],
      );
      const keys: string[] = [];
      for (const index of indexes) keys.push(await wordsOfKey(index));
      return keys;
    },
    async refusingTriggers() {
      return rows<RefusingTrigger>(
        `select tgname as name, pg_get_triggerdef(t.oid) || prosrc as sql from pg_trigger t
          join pg_proc p on p.oid = tgfoid where not tgisinternal and prosrc like '%raise exception%' order by 1`,
      );
    },
    async columnsOf(table) {
      return rows<SampleColumn>(
        `select attname as name, case when format_type(atttypid, null) in ('text', 'json') then 'TEXT' else 'INTEGER' end as type,
          not attnotnull as optional
        from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by attnum`,
        [table],
      );
    },
    async foreignKeysOf(table) {
      return named(
        `select a.attname as name from pg_constraint c cross join unnest(c.conkey) k (number)
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
        where c.contype = 'f' and c.conrelid = $1::text::regclass`,
        [table],
      );
    },
    async close() {
      await client.end();
      await remove();
    },
  };
}
