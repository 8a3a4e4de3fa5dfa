import type Database from 'better-sqlite3';

/** Lists SQLite's names of a table's CHECKs in messages: the name, or the expression if it has none. */
export function checksOf(database: Database.Database, table: string): string[] {
  const sql = database.prepare('select sql from sqlite_master where name = ?').pluck().get(table) as string;
  return [...sql.matchAll(/(?:constraint (\w+) )?check \(/g)].map((match) => {
    const start = match.index + match[0].length;
    return `CHECK constraint failed: ${match[1] ?? sql.slice(start, closingOf(sql, start))}`;
  });
}

function closingOf(sql: string, start: number): number {
  let depth = 1;
  let at = start;
  for (; depth > 0; at += 1) depth += sql[at] === '(' ? 1 : sql[at] === ')' ? -1 : 0;
  return at - 1;
}

/** Lists SQLite's names of a table's unique keys in messages, its primary key among them. */
export function uniqueKeysOf(database: Database.Database, table: string): string[] {
  const indexes = database
    .prepare(`select name from pragma_index_list('${table}') where "unique" = 1`)
    .pluck()
    .all();
  return indexes.map((index) => {
    const columns = database.prepare('select name from pragma_index_info(?)').pluck().all(index);
    return `UNIQUE constraint failed: ${columns.map((column) => `${table}.${String(column)}`).join(', ')}`;
  });
}
