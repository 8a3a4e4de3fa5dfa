import type { ClientBase } from 'pg';
import { DigestOfRows, type TableDigest } from './digest.js';
import { BATCH_ROWS, inOrderOfKey, quoted, type Row, type Table } from './tables.js';

/** The types of all columns, by the names of their tables. */
type ColumnTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A ledger on PostgreSQL as rows of texts, through one connection. */
export class PostgresRows {
  private constructor(
    private readonly client: ClientBase,
    private readonly tables: readonly Table[],
    private readonly types: ColumnTypes,
  ) {}

  /** @throws Error when the database has other tables or columns than these. */
  static async of(client: ClientBase, tables: readonly Table[]): Promise<PostgresRows> {
    const types = await columnTypes(client);
    const shape = (each: Iterable<readonly [string, Iterable<string>]>): string =>
      JSON.stringify([...each].map(([name, columns]) => [name, [...columns].sort()]).sort());
    const found = shape([...types].map(([name, columns]) => [name, columns.keys()]));
    if (found !== shape(tables.map(({ name, columns }) => [name, columns]))) {
      throw Object.assign(new Error('The two databases do not have the same tables and columns'), {
        code: 'OTHER_TABLES',
      });
    }
    return new PostgresRows(client, tables, types);
  }

  /** Adds rows, all of them or none, as they are. */
  async insert(table: Table, rows: readonly Row[]): Promise<void> {
    const arrays = table.columns.map(
      (name, index) => `$${String(index + 1)}::${this.#typeOf(table, name)}[]`,
    );
    await this.client.query(
      `insert into "${table.name}" (${quoted(table.columns)}) select * from unnest(${arrays.join(', ')})`,
      table.columns.map((_name, index) => rows.map((row) => row[index] ?? null)),
    );
  }

  /** Reads the highest key that a table has; undefined when the table is empty. */
  async lastKey(table: Table): Promise<Row | undefined> {
    const { rows } = await this.client.query<(string | null)[]>({
      text: `select ${this.#texts(table, table.key)} from "${table.name}"
        order by ${inOrderOfKey(table, 'desc')} limit 1`,
      rowMode: 'array',
    });
    return rows[0];
  }

  async count(table: Table): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `select count(*) as count from "${table.name}"`,
    );
    return rows[0]?.count ?? 0;
  }

  /** Reads the rows of a table in the order of its key, in batches. It needs a transaction. */
  async *rows(table: Table): AsyncGenerator<readonly Row[]> {
    await this.client.query(
      `declare copied no scroll cursor for
        select ${this.#texts(table, table.columns)} from "${table.name}" order by ${inOrderOfKey(table)}`,
    );
    for (;;) {
      const { rows } = await this.client.query<(string | null)[]>({
        text: `fetch ${String(BATCH_ROWS)} from copied`,
        rowMode: 'array',
      });
      if (rows.length === 0) break;
      yield rows;
    }
    await this.client.query('close copied');
  }

  /**
   * Digests every table, in one snapshot.
   *
   * @param onRows Called with each batch, after the digest has it.
   */
  async digests(onRows: (table: Table, rows: readonly Row[]) => void): Promise<TableDigest[]> {
    const found: TableDigest[] = [];
    for (const table of this.tables) {
      const digest = new DigestOfRows(table);
      for await (const rows of this.rows(table)) {
        digest.add(rows);
        onRows(table, rows);
      }
      found.push(digest.result());
    }
    return found;
  }

  /** Lists columns as SQLite would write their values: a flag is 1 or 0. */
  #texts(table: Table, names: readonly string[]): string {
    return names
      .map((name) => `"${name}"${this.#typeOf(table, name) === 'boolean' ? '::int' : ''}::text`)
      .join(', ');
  }

  #typeOf(table: Table, column: string): string {
    return this.types.get(table.name)?.get(column) ?? 'text';
  }
}

/** Runs work in a transaction that reads one snapshot. */
export async function inSnapshot<Result>(client: ClientBase, work: () => Promise<Result>): Promise<Result> {
  await client.query('start transaction isolation level repeatable read read only');
  try {
    return await work();
  } finally {
    await client.query('rollback');
  }
}

/** Reads the types of the columns of all tables but those that list migrations and moves. */
/** Tables that SQLite does not have, and whose rows say nothing of a ledger. */
const POSTGRES_ALONE = ['write_slots'];

async function columnTypes(client: ClientBase): Promise<ColumnTypes> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname not like 'migrations%'
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        and a.attnum > 0 and not a.attisdropped`,
  );
  const types = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    if (POSTGRES_ALONE.includes(table)) continue;
    const columns = types.get(table) ?? new Map<string, string>();
    types.set(table, columns.set(column, type));
  }
  return types;
}
