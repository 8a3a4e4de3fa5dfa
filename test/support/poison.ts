import type { Storage } from '../../server/storage/orm.js';
import { rawSql } from './raw-sql.js';

interface Opened {
  readonly storage: Storage;
}

export type PoisonedTable = 'transactions' | 'entries' | 'idempotency_records';

/** Extent to which SQLite takes back what it has done; PostgreSQL always takes back the whole unit of work. */
export type Fault = 'abort' | 'rollback' | 'fail';

/** Makes the database itself raise a fault for one amount, as a constraint that the code forgot would. */
export async function poison(
  t: Opened,
  table: PoisonedTable,
  amount: number,
  fault: Fault = 'abort',
): Promise<void> {
  const guilty =
    table === 'idempotency_records'
      ? `new.transaction_id in (select id from transactions where amount = ${amount})`
      : `new.amount = ${amount}`;
  if (t.storage.engine === 'sqlite') {
    await rawSql(
      t,
      `create trigger poison after insert on ${table} when ${guilty} begin select raise(${fault}, 'poisoned'); end`,
    );
    return;
  }
  // The condition of a trigger itself cannot have a subquery there.
  await rawSql(
    t,
    `create or replace function poison() returns trigger language plpgsql as $$
      begin if ${guilty} then raise exception 'poisoned'; end if; return null; end $$`,
  );
  await rawSql(t, `create trigger poison after insert on ${table} for each row execute function poison()`);
}

/** Takes the cause of the fault away. */
export async function cure(t: Opened, table: PoisonedTable): Promise<void> {
  await rawSql(t, `drop trigger poison${t.storage.engine === 'sqlite' ? '' : ` on ${table}`}`);
}
