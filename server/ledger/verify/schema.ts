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
  const table = snapshot.isSqlite ? 'sqlite_master' : 'pg_catalog';
  for (const { type, name, sql } of schema) {
    const there = found.get(name);
    found.delete(name);
    if (there?.sql === sql && there.type === type) continue;
    problems.add({
      code: 'SCHEMA_CHANGED',
      subject: { table, id: name },
      message: `The database has the ${type} that its migrations made`,
      expected: sql ?? type,
      found: there?.sql ?? 'none',
    });
  }
  for (const { type, name, sql } of found.values()) {
    problems.add({
      code: 'SCHEMA_CHANGED',
      subject: { table, id: name },
      message: `The database has no ${type} that its migrations did not make`,
      expected: 'none',
      found: sql ?? type,
    });
  }
}

/** Reads what the database consists of, without its internal parts. */
export async function readSchema({
  rows,
  isSqlite,
}: Pick<Snapshot, 'rows' | 'isSqlite'>): Promise<SchemaObject[]> {
  return rows<SchemaObject>(isSqlite ? SQLITE : POSTGRES);
}

const SQLITE = `select type, name, sql from sqlite_master where name not like 'sqlite\\_%' escape '\\' order by type, name`;

/**
 * The parts of the present schema as the server itself writes them, without the name of the schema. What belongs to an
 * extension is not the ledger's. A trigger that is switched off says so. From PostgreSQL 18 on `not null` is a constraint as
 * well; here it is part of the column everywhere.
 */
const POSTGRES = `with own (oid, name, kind) as (
    select c.oid, c.relname, c.relkind from pg_class c where c.relnamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
  select * from (
    select 'table' as type, name, (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || coalesce(' collate ' || (select collname from pg_collation l where l.oid = a.attcollation and a.attcollation <> 100), '')
        || case when a.attnotnull then ' not null' else '' end
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid, true), ''), ', ' order by a.attname)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = own.oid and a.attnum > 0 and not a.attisdropped) as sql from own where kind in ('r', 'p', 'f')
    union all select 'view', name, pg_get_viewdef(oid, true) from own where kind in ('v', 'm')
    union all select 'index', name, replace(pg_get_indexdef(oid, 0, true), current_schema() || '.', '') from own where kind = 'i'
    union all select 'constraint', own.name || ' ' || c.conname, pg_get_constraintdef(c.oid, true)
      from own join pg_constraint c on c.conrelid = own.oid where c.contype not in ('n', 't')
    union all select 'trigger', own.name || ' ' || t.tgname, t.tgenabled::text || ' ' || replace(pg_get_triggerdef(t.oid, true), current_schema() || '.', '')
      from own join pg_trigger t on t.tgrelid = own.oid where not t.tgisinternal
    union all select 'rule', own.name || ' ' || r.rulename, pg_get_ruledef(r.oid, true)
      from own join pg_rewrite r on r.ev_class = own.oid where own.kind = 'r'
    union all select 'function', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
        p.provolatile::text || ' ' || l.lanname || ' ' || p.prosrc
      from pg_proc p join pg_language l on l.oid = p.prolang where p.pronamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  ) as parts where name not like 'migrations%' order by type, name`;
