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
  if (t.storage.engine === 'sqlite') await rawSql(t, 'pragma ignore_check_constraints = on');
  else await liftConstraints(t, 'c');
}

async function removeForeignKeys(t: Opened): Promise<void> {
  if (t.storage.engine === 'sqlite') await rawSql(t, 'pragma foreign_keys = off');
  else await liftConstraints(t, 'f');
}

/** @param kind As PostgreSQL's catalogue calls it: `c` for a CHECK, `f` for a foreign key. */
async function liftConstraints(t: Opened, kind: 'c' | 'f'): Promise<void> {
  const constraints = await rawRows<{ name: string; table: string }>(
    t,
    `select conname as name, conrelid::regclass::text as "table" from pg_constraint
    where contype = ? and connamespace = current_schema()::regnamespace`,
    [kind],
  );
  for (const { name, table } of constraints) {
    // The database still knows what should refer to what.
    const change = kind === 'f' ? `alter constraint ${name} not enforced` : `drop constraint ${name}`;
    await rawSql(t, `alter table ${table} ${change}`);
  }
}

/** Makes a trigger that refuses an event, such as `insert on users`. */
export async function refuseTo(t: Opened, event: string, message: string): Promise<void> {
  const refusal =
    t.storage.engine === 'sqlite'
      ? `begin select raise(abort, '${message}'); end`
      : `for each row execute function refuse('${message}')`;
  await rawSql(t, `create trigger refuse_${event.replaceAll(' ', '_')} before ${event} ${refusal}`);
}
