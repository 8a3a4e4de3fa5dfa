import type { TestLedger } from '../../support/ledger.js';
import { rawSql } from '../../support/raw-sql.js';
import type { Column } from '../../support/tables.js';
import type { Row } from './tampering-fixture.js';

/** Deletes rows by their keys. */
export async function removeRows(
  ledger: TestLedger,
  table: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<void> {
  const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
  for (const row of rows) {
    await rawSql(
      ledger,
      `delete from ${table} where ${keys.map((key) => `${key} = ?`).join(' and ')}`,
      keys.map((key) => row[key] ?? null),
    );
  }
}

export async function insertRows(ledger: TestLedger, table: string, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const columns = Object.keys(row);
    await rawSql(
      ledger,
      `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      Object.values(row),
    );
  }
}
