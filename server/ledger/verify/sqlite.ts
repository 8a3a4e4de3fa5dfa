import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Reference {
  readonly child: string;
  readonly parent: string;
  readonly foreign_key: number;
  readonly broken: number;
}

/**
 * Runs SQLite's own checks of pages, indexes and foreign keys. On a read-only connection SQLite does not check CHECK
 * constraints, so the other checks repeat those that matter.
 */
export async function checkSqlite(snapshot: Snapshot, problems: Problems, { since }: Scope): Promise<void> {
  // It reads the whole file.
  if (!snapshot.isSqlite || since) return;
  const findings = await snapshot.rows<{ integrity_check: string }>('pragma integrity_check');
  for (const { integrity_check: finding } of findings) {
    if (finding === 'ok') continue;
    problems.add({
      code: 'DATABASE_DAMAGED',
      subject: { table: '*', id: null },
      message: 'SQLite finds the database file whole',
      expected: 'ok',
      found: finding,
    });
  }
  const references = await snapshot.rows<Reference>(
    `select "table" as child, parent, fkid as foreign_key, count(*) as broken
    from pragma_foreign_key_check group by 1, 2, 3 order by 1, 2, 3`,
  );
  for (const reference of references) await nameBroken(snapshot, problems, reference);
}

/** Names the rows with broken references; SQLite's own check names them by rowid, which these tables do not have. */
async function nameBroken(snapshot: Snapshot, problems: Problems, reference: Reference): Promise<void> {
  const { child, parent, foreign_key: foreignKey, broken } = reference;
  const columns = await snapshot.rows<{ from: string; to: string | null }>(
    'select "from", "to" from pragma_foreign_key_list(?) where id = ? order by seq',
    [child, foreignKey],
  );
  const keys = await snapshot.rows<{ name: string }>(
    'select name from pragma_table_info(?) where pk > 0 order by pk',
    [child],
  );
  const from = columns.map((column) => `c."${column.from}"`);
  const same = columns.map((column, index) => `p."${column.to ?? 'id'}" = ${from[index] ?? ''}`);
  const rows = await snapshot.rows<{ id: string; missing: string }>(
    `select ${spaced(keys.map(({ name }) => `c."${name}"`))} as id, ${spaced(from)} as missing from "${child}" c
    where ${from.map((column) => `${column} is not null`).join(' and ')}
      and not exists (select 1 from "${parent}" p where ${same.join(' and ')})
    order by 1 limit ${problems.room}`,
  );
  const named = columns.map((column) => column.from).join(' and ');
  for (const { id, missing } of rows) {
    problems.add({
      code: 'REFERENCE_MISSING',
      subject: { table: child, id },
      message: `What ${named} names exists in ${parent}`,
      expected: missing,
      found: 'none',
    });
  }
  problems.addUnlisted(broken - rows.length);
}

function spaced(columns: readonly string[]): string {
  return columns.join(` || ' ' || `);
}
