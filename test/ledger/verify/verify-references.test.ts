import { describe, expect, test } from '@jest/globals';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { rawRows } from '../../support/raw-sql.js';
import { byWords, damagedBooks, fingerprint, type DamagedBooks } from './verify-fixture.js';

/** The key that a transaction was asked for with, as a verification names it. */
async function recordOf({ ledger }: DamagedBooks, transaction: string): Promise<string> {
  const [row] = await rawRows<{ principal_id: string; key: string }>(
    ledger,
    'select principal_id, key from idempotency_records where transaction_id = ?',
    [transaction],
  );
  if (!row) throw new Error(`Transaction ${transaction} has no record`);
  return `${row.principal_id} ${row.key}`;
}

async function expectProblems(books: DamagedBooks, ...expected: string[][]): Promise<void> {
  expect(await books.problems()).toEqual(expected.sort(byWords));
}

describe('A verification names the key when', () => {
  test('it belongs to somebody else', async () => {
    const books = await damagedBooks();
    const { amina, brian, transactions } = books;
    await books.damage(
      'update idempotency_records set principal_id = ? where transaction_id = ?',
      brian.ownerId,
      transactions[0],
    );
    const record = await recordOf(books, transactions[0]);
    expect(record).toContain(brian.ownerId);
    await expectProblems(books, [
      'RECORD_PRINCIPAL',
      'idempotency_records',
      record,
      brian.ownerId,
      amina.ownerId,
    ]);
  });

  test('its operation makes something else', async () => {
    const books = await damagedBooks();
    const { transactions } = books;
    const record = await recordOf(books, transactions[0]);
    await books.damage(
      `update idempotency_records set operation = 'withdraw' where transaction_id = ?`,
      transactions[0],
    );
    await expectProblems(
      books,
      ['RECORD_OPERATION', 'idempotency_records', record, 'WITHDRAWAL', 'DEPOSIT'],
      fingerprint(books.amina),
    );
  });

  test('its record was removed', async () => {
    const books = await damagedBooks();
    const { transactions } = books;
    await books.damage('delete from idempotency_records where transaction_id = ?', transactions[0]);
    await expectProblems(books, ['TRANSACTION_WITHOUT_RECORD', 'transactions', transactions[0], '1', '0']);
  });

  test('it stands for the transaction of another key', async () => {
    const books = await damagedBooks();
    const [first, second] = books.transactions;
    const record = await recordOf(books, second);
    const [at1, at2] = [1, 2].map((seconds) => String(Date.parse(books.hour) + seconds * 1_000));
    await books.damage(
      'update idempotency_records set transaction_id = ? where transaction_id = ?',
      first,
      second,
    );
    await expectProblems(
      books,
      fingerprint(books.amina),
      ['RECORD_TIME', 'idempotency_records', record, at1 ?? '', at2 ?? ''],
      ['RECORD_TRANSACTION_SHARED', 'transactions', first, '1', '2'],
      ['TRANSACTION_WITHOUT_RECORD', 'transactions', second, '1', '0'],
    );
  });
});

describe('A verification names what refers to nothing when', () => {
  test('a transaction was removed', async () => {
    const books = await damagedBooks();
    const { chieko, transactions, hour } = books;
    const [yen] = await rawRows<{ id: string }>(
      books.ledger,
      `select id from wallets where kind = 'TREASURY' and currency = 'JPY'`,
    );
    const record = await recordOf(books, transactions[4]);
    const entries = [await books.entry(chieko, 1), await books.entry(yen ?? { id: '' }, 1)];
    await books.damage('delete from transactions where id = ?', transactions[4]);
    await expectProblems(
      books,
      ...entries.map((entry) => ['REFERENCE_MISSING', 'entries', entry, transactions[4], 'none']),
      ['REFERENCE_MISSING', 'idempotency_records', record, transactions[4], 'none'],
      ['RECORD_TRANSACTION_MISSING', 'idempotency_records', record, transactions[4], 'none'],
      ['VOLUME_HOUR', 'volume_hours', `${hour} JPY DEPOSIT`, 'none', '1 transactions of 700'],
    );
  });

  test('a wallet was removed', async () => {
    const books = await damagedBooks();
    const { chieko, transactions } = books;
    const entry = await books.entry(chieko, 1);
    await books.damage('delete from wallets where id = ?', chieko.id);
    await expectProblems(
      books,
      ['REFERENCE_MISSING', 'entries', entry, chieko.id, 'none'],
      ['WALLET_MISSING', 'wallets', chieko.id, chieko.id, 'none'],
      ['REFERENCE_MISSING', 'transactions', transactions[4], chieko.id, 'none'],
      ['TRANSACTION_CURRENCY', 'transactions', transactions[4], 'JPY to JPY', 'none'],
      ['TRANSACTION_PARTIES', 'transactions', transactions[4], 'TREASURY to CUSTOMER', 'none'],
      ['TRIAL_BALANCE', 'wallets', '*', '0', '-700'],
    );
  });
});

describe('A verification', () => {
  test('When there are more problems than it lists, it counts them all', async () => {
    const books = await damagedBooks();
    await books.damage(
      `insert into sessions (id, token_hash, user_id, created_at, expires_at, revoked_at)
      with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 150)
      select 'session ' || n, 'hash ' || n, 'nobody', 0, 0, cast(null as bigint) from numbers`,
    );
    await books.damage('update wallets set incoming = 5 where id = ?', books.amina.id);
    const { problems, problemCount } = await verifyBooks(books.ledger.storage.reader);
    expect(problems).toHaveLength(100);
    expect(problemCount).toBe(151);
    expect(problems[0]).toEqual({
      code: 'REFERENCE_MISSING',
      subject: { table: 'sessions', id: 'session 1' },
      message: 'What user_id names exists in users',
      expected: 'nobody',
      found: 'none',
    });
  });
});
