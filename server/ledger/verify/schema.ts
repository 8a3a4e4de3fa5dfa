import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { SchemaObject, Scope } from './scope.js';

/**
 * Checks that the database has the tables, indexes and triggers that the migrations made, and no others: a missing
 * trigger refuses nothing, and an unknown one may change the ledger's writes.
 */
export async function checkSchema(snapshot: Snapshot, problems: Problems, { schema }: Scope): Promise<void> {
  if (!schema) return;
  const found = new Map((await readSchema(snapshot)).map((object) => [object.name, object]));
  for (const { type, name, sql } of schema) {
    const there = found.get(name);
    found.delete(name);
    if (there?.sql === sql && there.type === type) continue;
    problems.add({
      code: 'SCHEMA_CHANGED',
      subject: { table: 'sqlite_master', id: name },
      message: `The database has the ${type} that its migrations made`,
      expected: sql ?? type,
      found: there?.sql ?? 'none',
    });
  }
  for (const { type, name, sql } of found.values()) {
    problems.add({
      code: 'SCHEMA_CHANGED',
      subject: { table: 'sqlite_master', id: name },
      message: `The database has no ${type} that its migrations did not make`,
      expected: 'none',
      found: sql ?? type,
    });
  }
}

/** Reads the tables, indexes and triggers of the database, without SQLite's internal ones. */
export async function readSchema(snapshot: Pick<Snapshot, 'rows'>): Promise<SchemaObject[]> {
  return snapshot.rows<SchemaObject>(
    `select type, name, sql from sqlite_master where name not like 'sqlite\\_%' escape '\\' order by type, name`,
  );
}
