import { v7 } from 'uuid';
import type { SqlValue } from '../../server/ledger/database/sql.js';
import type { OwnedWallet, TestLedger } from './ledger.js';

/** Writes past the ledger, as somebody with a database tool would. */
export async function rawSql(
  { storage }: Pick<TestLedger, 'storage'>,
  sql: string,
  params: readonly SqlValue[] = [],
): Promise<void> {
  await storage.writer.getConnection().execute(sql, [...params], 'run');
}

/** Reads past the entities, what is committed. */
export async function rawRows<Row extends object>(
  { storage }: Pick<TestLedger, 'storage'>,
  sql: string,
  params: readonly SqlValue[] = [],
): Promise<Row[]> {
  return (await storage.reader.getConnection().execute(sql, [...params], 'all')) as Row[];
}

/** Counts the volumes anew from the rows, after transactions were written past the ledger. */
export async function recountVolumes(ledger: Pick<TestLedger, 'storage'>): Promise<void> {
  await rawSql(ledger, 'delete from volume_hours');
  await rawSql(
    ledger,
    `insert into volume_hours (hour_start, currency, type, count, amount_billions, amount_rest)
    select posted_at - posted_at % 3600000, currency, type, count(*), sum(amount / 1000000000), sum(amount % 1000000000)
    from transactions where status = 'POSTED' group by 1, 2, 3`,
  );
}

/** A bare row of `transactions`, without entries and without any effect on balances. @returns its id. */
export async function insertTransaction(
  ledger: TestLedger,
  between: { source: OwnedWallet; destination: OwnedWallet },
  fields: { type?: string; status?: string; amount?: number; at?: Date } = {},
): Promise<string> {
  const { source, destination } = between;
  const { type = 'TRANSFER', status = 'POSTED', amount = 1, at = ledger.clock.now() } = fields;
  const id = v7();
  await rawSql(
    ledger,
    `insert into transactions
      (id, type, status, amount, currency, source_wallet_id, destination_wallet_id, initiated_by_id, created_at, posted_at,
      expires_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      type,
      status,
      amount,
      source.currency,
      source.id,
      destination.id,
      source.ownerId,
      at,
      status === 'POSTED' ? at : null,
      status === 'PENDING' ? new Date(at.getTime() + 1) : null,
    ],
  );
  await recountVolumes(ledger);
  return id;
}
