import type Database from 'better-sqlite3';

/** A table of the ledger, as both engines have it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns of its primary key, in their order. */
  readonly key: readonly string[];
}

/** A row as both engines write it down: each value as a text, in the order of the table's columns. */
export type Row = readonly (string | null)[];

/** Maximum number of rows that are read or written at once. */
export const BATCH_ROWS = 5_000;

/** Lists the tables of a SQLite database, except the one of its migrations. */
export function tablesOf(database: Database.Database): Table[] {
  const names = database
    .prepare(
      String.raw`select name from sqlite_schema where type = 'table' and name not like 'sqlite\_%' escape '\'
        and name <> 'migrations' order by name`,
    )
    .pluck()
    .all()
    .map(String);
  return names.map((name) => {
    const columns = columnsOf(database, name);
    const inKey = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
    return { name, columns: columns.map((column) => column.name), key: inKey.map((column) => column.name) };
  });
}

/** A column of SQLite. `pk` is its place in the primary key, counted from 1. */
interface Column {
  readonly name: string;
  readonly pk: number;
}

function columnsOf(database: Database.Database, table: string): Column[] {
  return database.prepare<[string], Column>('select name, pk from pragma_table_info(?)').all(table);
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/**
 * Lists the columns of a table's key for `order by`, each with its table: a bare name could mean the text that is read from
 * the column, and as texts 10 comes before 9.
 */
export function inOrderOfKey({ name, key }: Table, direction: 'asc' | 'desc' = 'asc'): string {
  return key.map((column) => `"${name}"."${column}" ${direction}`).join(', ');
}

/** Takes the key out of a row. */
export function keyOf({ columns, key }: Table, row: Row): Row {
  return key.map((name) => row[columns.indexOf(name)] ?? null);
}
