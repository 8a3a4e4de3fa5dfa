import Database from 'better-sqlite3';
import type { Client } from 'pg';

/** Reads one number from a database. */
export type ReadNumber = (sql: string) => Promise<number>;

export function readFromPostgres(client: Client): ReadNumber {
  return async (sql) => {
    const { rows } = await client.query<{ value: string }>(`select (${sql}) as value`);
    return Number(rows[0]?.value);
  };
}

export function readFromSqlite(path: string): ReadNumber {
  return async (sql) => {
    const database = new Database(path, { readonly: true });
    try {
      return await Promise.resolve(Number(database.prepare(`select (${sql}) as value`).pluck().get()));
    } finally {
      database.close();
    }
  };
}

export const TRANSFERS_OF_LEDGER = 'select count(*) from transactions';
export const TRANSFERS_OF_PGLEDGER = 'select count(*) from pgledger_transfers';

/** Bytes of all tables on PostgreSQL with their indexes. */
export const DISK_BYTES = `select sum(pg_total_relation_size(oid)) from pg_class
  where relkind = 'r' and relnamespace = 'public'::regnamespace`;

/** Each query counts what is wrong in the books: all of them are 0. */
const FAULTS: Readonly<Record<string, string>> = {
  'the sum of all entries': 'select coalesce(sum(amount), 0) from entries',
  'the sum of all balances': 'select coalesce(sum(posted), 0) from wallets',
  'transactions without two entries': `select (select count(*) from entries) - 2 * (select count(*) from transactions
    where status = 'POSTED')`,
  'transactions without a key': `select (select count(*) from transactions) - (select count(transaction_id)
    from idempotency_records)`,
  'wallets whose balance is not that of their entries': `select count(*) from wallets where posted <> coalesce(
    (select sum(amount) from entries where wallet_id = wallets.id), 0)`,
};

const FAULTS_OF_PGLEDGER: Readonly<Record<string, string>> = {
  'the sum of all entries': 'select coalesce(sum(amount), 0) from pgledger_entries',
  'the sum of all balances': 'select coalesce(sum(balance), 0) from pgledger_accounts',
  'transfers without two entries': `select (select count(*) from pgledger_entries)
    - 2 * (select count(*) from pgledger_transfers)`,
};

/** @throws Error when the books do not balance, or money moved that no key asked for. */
export async function assertBalanced(read: ReadNumber, of: 'ledger' | 'pgledger'): Promise<void> {
  for (const [fault, sql] of Object.entries(of === 'ledger' ? FAULTS : FAULTS_OF_PGLEDGER)) {
    const found = await read(sql);
    if (found !== 0) throw new Error(`The books are wrong: ${fault}: ${String(found)}`);
  }
}

/**
 * Compares the rows that a load has left with its answers. Whatever was on its way at the end may be stored without an answer,
 * one for each connection at most.
 *
 * @throws Error when one is missing, or there are more.
 */
export function assertStored(stored: number, answered: number, onTheirWay: number): void {
  if (stored >= answered && stored <= answered + onTheirWay) return;
  throw new Error(
    `${String(answered)} were answered, ${String(onTheirWay)} more may have been on their way, and ${String(stored)} are stored`,
  );
}
