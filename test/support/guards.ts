import type { Storage } from '../../server/storage/orm.js';
import { rawRows, rawSql } from './raw-sql.js';

interface Opened {
  readonly storage: Storage;
}

const TRIGGERS = {
  sqlite: `select name, tbl_name as "table" from sqlite_master where type = 'trigger'`,
  postgres: `select tgname as name, tgrelid::regclass::text as "table" from pg_trigger where not tgisinternal`,
};

/** Removes the triggers that refuse damage. */
export async function removeTriggers(t: Opened, { except }: { except?: string } = {}): Promise<void> {
  const { engine } = t.storage;
  for (const { name, table } of await rawRows<{ name: string; table: string }>(t, TRIGGERS[engine])) {
    if (name === except) continue;
    await rawSql(t, `drop trigger ${name}${engine === 'sqlite' ? '' : ` on ${table}`}`);
  }
}

/** Takes away whatever refuses damage: triggers, CHECKs and foreign keys. */
export async function removeGuards(t: Opened): Promise<void> {
  await removeTriggers(t);
  await removeForeignKeys(t);
  await removeChecks(t);
}

/** The database still knows what should refer to what. */
async function removeForeignKeys(t: Opened): Promise<void> {
  if (t.storage.engine === 'sqlite') {
    await rawSql(t, 'pragma foreign_keys = off');
    return;
  }
  // Those of other kinds are gone by now; what is left are those by which the database checks foreign keys.
  const tables = await rawRows<{ name: string }>(
    t,
    `select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace`,
  );
  for (const { name } of tables) await rawSql(t, `alter table ${name} disable trigger all`);
}

async function removeChecks(t: Opened): Promise<void> {
  if (t.storage.engine === 'sqlite') {
    await rawSql(t, 'pragma ignore_check_constraints = on');
    return;
  }
  const checks = await rawRows<{ name: string; table: string }>(
    t,
    `select conname as name, conrelid::regclass::text as "table" from pg_constraint
    where contype = 'c' and connamespace = current_schema()::regnamespace`,
  );
  for (const { name, table } of checks) await rawSql(t, `alter table ${table} drop constraint ${name}`);
}

/** Makes a trigger that refuses an event, such as `insert on users`. */
export async function refuseTo(t: Opened, event: string, message: string): Promise<void> {
  const refusal =
    t.storage.engine === 'sqlite'
      ? `begin select raise(abort, '${message}'); end`
      : `for each row execute function refuse('${message}')`;
  await rawSql(t, `create trigger refuse_${event.replaceAll(' ', '_')} before ${event} ${refusal}`);
}
