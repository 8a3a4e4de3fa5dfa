import { expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { damagedBooks } from './verify-fixture.js';

test('When an index of the database is broken, it says so and still looks at the rows', async () => {
  const books = await damagedBooks();
  const { ledger, amina } = books;
  await books.damage('update wallets set incoming = 5 where id = ?', amina.id);
  const database = new Database(ledger.storage.path).unsafeMode();
  database.pragma('writable_schema = on');
  database.exec(
    `update sqlite_schema set sql = 'CREATE INDEX transactions_source on transactions (destination_wallet_id, id)'
    where name = 'transactions_source'`,
  );
  database.pragma(`schema_version = ${Number(database.pragma('schema_version', { simple: true })) + 1}`);
  database.close();
  const problems = await books.problems();
  expect(problems).toContainEqual(['WALLET_INCOMING', 'wallets', amina.id, '0', '5']);
  expect(problems).toContainEqual([
    'DATABASE_DAMAGED',
    '*',
    '*',
    'ok',
    'row 1 missing from index transactions_source',
  ]);
});
