import type Database from 'better-sqlite3';
import { DigestOfRows, type TableDigest } from './digest.js';
import { BATCH_ROWS, inOrderOfKey, keyOf, quoted, tablesOf, type Row, type Table } from './tables.js';

/** Reads the rows of a table in the order of its key, in batches, from the one after a key on. */
export function* rowsOnSqlite(
  database: Database.Database,
  table: Table,
  after?: Row,
): Generator<readonly Row[]> {
  const texts = table.columns.map((name) => `cast("${name}" as text)`).join(', ');
  const select = (condition: string) =>
    database
      .prepare<unknown[], Row>(
        `select ${texts} from "${table.name}" ${condition} order by ${inOrderOfKey(table)} limit ${String(BATCH_ROWS)}`,
      )
      .raw();
  const first = select('');
  const next = select(`where (${quoted(table.key)}) > (${table.key.map(() => '?').join(', ')})`);
  for (let last = after; ;) {
    const rows = last ? next.all(...last) : first.all();
    const end = rows.at(-1);
    if (!end) return;
    yield rows;
    last = keyOf(table, end);
  }
}

/** Digests every table. @param onRows Called with the number of rows of each batch. */
export function digestsOnSqlite(
  database: Database.Database,
  onRows: (count: number) => void = () => undefined,
): TableDigest[] {
  return tablesOf(database).map((table) => {
    const digest = new DigestOfRows(table);
    for (const rows of rowsOnSqlite(database, table)) {
      digest.add(rows);
      onRows(rows.length);
    }
    return digest.result();
  });
}

/** Counts the rows of all tables. */
export function countOnSqlite(database: Database.Database): number {
  return tablesOf(database)
    .map(({ name }) => Number(database.prepare(`select count(*) from "${name}"`).pluck().get()))
    .reduce((sum, count) => sum + count, 0);
}

/**
 * Fills a database that has just been migrated, and has nothing but empty tables, while its triggers and indexes are away:
 * they are there again afterwards, as the migrations made them.
 */
export async function fillSqlite(
  database: Database.Database,
  fill: (insert: (table: Table, rows: readonly Row[]) => void) => Promise<void>,
): Promise<void> {
  const kept = database
    .prepare<[], Part>(
      `select type, name, sql from sqlite_schema where type in ('index', 'trigger') and sql is not null order by rowid`,
    )
    .all();
  database.pragma('foreign_keys = OFF');
  for (const { type, name } of kept) database.exec(`drop ${type} "${name}"`);
  await fill((table, rows) => {
    const values = table.columns.map(() => '?').join(', ');
    const insert = database.prepare(
      `insert into "${table.name}" (${quoted(table.columns)}) values (${values})`,
    );
    database.transaction(() => {
      for (const row of rows) insert.run(...row);
    })();
  });
  database.transaction(() => {
    for (const { sql } of kept) database.exec(sql);
  })();
  const [orphan] = database.prepare<[], { table: string }>('pragma foreign_key_check').all();
  if (orphan) throw new Error(`A row of ${orphan.table} refers to one that is not there`);
}

/** An index or a trigger. */
interface Part {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}
