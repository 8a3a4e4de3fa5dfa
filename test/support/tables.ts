import type { Storage } from '../../server/storage/orm.js';
import { rawRows } from './raw-sql.js';

interface Opened {
  readonly storage: Storage;
}

export interface Column {
  readonly name: string;
  /** Its place in the primary key, counted from 1; 0 when it is not in it. */
  readonly pk: number;
  readonly type: 'INTEGER' | 'TEXT' | 'JSON';
  /** 1 when it is never null. */
  readonly needed: number;
}

const TABLES = {
  sqlite: `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
  postgres: `select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace order by relname collate "C"`,
};

/** Lists every table there is. */
export async function tablesOf(t: Opened): Promise<string[]> {
  const rows = await rawRows<{ name: string }>(t, TABLES[t.storage.engine]);
  return rows.map(({ name }) => name);
}

const COLUMNS = {
  sqlite: `select name, pk, type, "notnull" as needed from pragma_table_info(?)`,
  postgres: `select a.attname as name, coalesce(array_position(i.indkey::int[], a.attnum::int) + 1, 0) as pk,
      case format_type(a.atttypid, null) when 'text' then 'TEXT' when 'json' then 'JSON' else 'INTEGER' end as type,
      a.attnotnull::int as needed
    from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
    where a.attrelid = ?::text::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
};

/** Lists the columns of a table. SQLite keeps JSON as a text like any other. */
export async function columnsOf(t: Opened, table: string): Promise<Column[]> {
  return rawRows<Column>(t, COLUMNS[t.storage.engine], [table]);
}
