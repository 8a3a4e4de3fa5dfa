import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

/** A foreign key of a table. */
interface Reference {
  readonly child: string;
  readonly parent: string;
  /** The columns, and those of the parent that they name, in the same order. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The child's primary key. */
  readonly key: readonly string[];
}

/**
 * Names rows that refer to rows that are not there, by the foreign keys that the database has. It refuses them itself, but not
 * while somebody has switched that off.
 */
export async function checkReferences(
  snapshot: Snapshot,
  problems: Problems,
  { since }: Scope,
): Promise<void> {
  // It reads every table.
  if (since) return;
  const references = await (snapshot.isSqlite ? brokenOnSqlite : onPostgres)(snapshot);
  for (const reference of references) await nameBroken(snapshot, problems, reference);
}

/** Lists the foreign keys that SQLite itself finds broken; it names their rows by rowid, which these tables do not have. */
async function brokenOnSqlite(snapshot: Snapshot): Promise<Reference[]> {
  const broken = await snapshot.rows<{ child: string; parent: string; id: number }>(
    `select distinct "table" as child, parent, fkid as id from pragma_foreign_key_check order by 1, 2, 3`,
  );
  const references: Reference[] = [];
  for (const { child, parent, id } of broken) {
    const columns = await snapshot.rows<{ from: string; to: string | null }>(
      'select "from", "to" from pragma_foreign_key_list(?) where id = ? order by seq',
      [child, id],
    );
    const keys = await snapshot.rows<{ name: string }>(
      'select name from pragma_table_info(?) where pk > 0 order by pk',
      [child],
    );
    references.push({
      child,
      parent,
      from: columns.map(({ from }) => from),
      to: columns.map(({ to }) => to ?? 'id'),
      key: keys.map(({ name }) => name),
    });
  }
  return references;
}

async function onPostgres(snapshot: Snapshot): Promise<Reference[]> {
  const names = (table: string, columns: string) =>
    `(select string_agg(a.attname, ' ' order by k.place) from unnest(${columns}) with ordinality k (number, place)
      join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`;
  const rows = await snapshot.rows<Record<'child' | 'parent' | 'from' | 'to' | 'key', string>>(
    `select child.relname as child, parent.relname as parent, ${names('c.conrelid', 'c.conkey')} as "from",
      ${names('c.confrelid', 'c.confkey')} as "to", ${names('c.conrelid', 'i.indkey::int2[]')} as key
    from pg_constraint c join pg_class child on child.oid = c.conrelid join pg_class parent on parent.oid = c.confrelid
      join pg_index i on i.indrelid = c.conrelid and i.indisprimary
    where c.contype = 'f' and c.connamespace = current_schema()::regnamespace order by 1, 2, 3`,
  );
  return rows.map(({ child, parent, from, to, key }) => ({
    child,
    parent,
    from: from.split(' '),
    to: to.split(' '),
    key: key.split(' '),
  }));
}

async function nameBroken(snapshot: Snapshot, problems: Problems, reference: Reference): Promise<void> {
  const { child, parent, from, to, key } = reference;
  const same = from.map((column, index) => `p."${to[index] ?? ''}" = c."${column}"`);
  const broken = `from "${child}" c where ${from.map((column) => `c."${column}" is not null`).join(' and ')}
    and not exists (select 1 from "${parent}" p where ${same.join(' and ')})`;
  const [counted] = await snapshot.rows<{ count: number }>(`select count(*) as count ${broken}`);
  if (!counted?.count) return;
  const rows = await snapshot.rows<{ id: string; missing: string }>(
    `select ${spaced(key)} as id, ${spaced(from)} as missing ${broken} order by 1 limit ${problems.room}`,
  );
  for (const { id, missing } of rows) {
    problems.add({
      code: 'REFERENCE_MISSING',
      subject: { table: child, id },
      message: `What ${from.join(' and ')} names exists in ${parent}`,
      expected: missing,
      found: 'none',
    });
  }
  problems.addUnlisted(counted.count - rows.length);
}

function spaced(columns: readonly string[]): string {
  return columns.map((column) => `cast(c."${column}" as text)`).join(` || ' ' || `);
}
