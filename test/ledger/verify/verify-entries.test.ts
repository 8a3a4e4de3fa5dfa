import { expect, test, describe } from '@jest/globals';
import { byWords, chainHead, damagedBooks, entryHash, type DamagedBooks } from './verify-fixture.js';

/** Does the damage and expects these problems and no other. */
async function expectProblems(books: DamagedBooks, ...expected: string[][]): Promise<void> {
  expect(await books.problems()).toEqual(expected.sort(byWords));
}

describe('A verification names the entry, and what it contradicts, when', () => {
  test('an amount was changed', async () => {
    const books = await damagedBooks();
    const { amina, transactions } = books;
    const entry = await books.entry(amina, 2);
    await books.damage('update entries set amount = 501 where id = ?', entry);
    await expectProblems(
      books,
      ['ENTRY_BALANCE', 'entries', entry, '1501', '1500'],
      entryHash(entry),
      ['WALLET_ENTRY_SUM', 'wallets', amina.id, '1201', '1200'],
      ['TRANSACTION_UNBALANCED', 'transactions', transactions[1], '0', '1'],
      ['TRANSACTION_DESTINATION_ENTRY', 'transactions', transactions[1], '500', '501'],
    );
  });

  test('a balance in the middle was changed', async () => {
    const books = await damagedBooks();
    const entry = await books.entry(books.amina, 2);
    await books.damage('update entries set balance_after = 1600 where id = ?', entry);
    await expectProblems(books, ['ENTRY_BALANCE', 'entries', entry, '1500', '1600'], entryHash(entry));
  });

  test('the last balance was changed', async () => {
    const books = await damagedBooks();
    const { amina } = books;
    const entry = await books.entry(amina, 3);
    await books.damage('update entries set balance_after = 1300 where id = ?', entry);
    await expectProblems(
      books,
      ['ENTRY_BALANCE', 'entries', entry, '1200', '1300'],
      entryHash(entry),
      ['WALLET_ENTRY_SUM', 'wallets', amina.id, '1200', '1300'],
      ['WALLET_POSTED', 'wallets', amina.id, '1300', '1200'],
    );
  });

  test('a balance is larger than any number that can be told apart', async () => {
    const books = await damagedBooks();
    const entry = await books.entry(books.amina, 1);
    await books.damage(`update entries set balance_after = 9007199254740992 where id = ?`, entry);
    await expectProblems(
      books,
      ['ENTRY_BALANCE', 'entries', entry, '1000', '9007199254740992'],
      entryHash(entry),
    );
  });

  test('an amount is so large that a sum of it would overflow', async () => {
    const books = await damagedBooks();
    const { amina, transactions } = books;
    const entry = await books.entry(amina, 1);
    await books.damage(
      `update entries set amount = 9223372036854775807, balance_after = -5 where id = ?`,
      entry,
    );
    const found = await books.problems();
    expect(found).toContainEqual([
      'TRANSACTION_DESTINATION_ENTRY',
      'transactions',
      transactions[0],
      '1000',
      '9223372036854775807',
    ]);
    expect(found.map(([code, , id]) => [code, id])).toContainEqual(['ENTRY_BALANCE', entry]);
  });

  test('one was removed from the middle', async () => {
    const books = await damagedBooks();
    const { amina, transactions } = books;
    const next = await books.entry(amina, 3);
    await books.damage('delete from entries where wallet_id = ? and sequence = 2', amina.id);
    await expectProblems(
      books,
      ['ENTRY_SEQUENCE', 'entries', next, '2', '3'],
      ['WALLET_ENTRY_SUM', 'wallets', amina.id, '700', '1200'],
      ['TRANSACTION_ENTRY_COUNT', 'transactions', transactions[1], '2', '1'],
      ['TRANSACTION_UNBALANCED', 'transactions', transactions[1], '0', '-500'],
      ['TRANSACTION_DESTINATION_ENTRY', 'transactions', transactions[1], '500', 'none'],
    );
  });

  test('the last one was removed', async () => {
    const books = await damagedBooks();
    const { amina, transactions } = books;
    await books.damage('delete from entries where wallet_id = ? and sequence = 3', amina.id);
    await expectProblems(
      books,
      chainHead(amina),
      ['WALLET_POSTED', 'wallets', amina.id, '1500', '1200'],
      ['WALLET_SEQUENCE', 'wallets', amina.id, '2', '3'],
      ['TRANSACTION_ENTRY_COUNT', 'transactions', transactions[2], '2', '1'],
      ['TRANSACTION_UNBALANCED', 'transactions', transactions[2], '0', '300'],
      ['TRANSACTION_SOURCE_ENTRY', 'transactions', transactions[2], '-300', 'none'],
    );
  });

  test('one was added', async () => {
    const books = await damagedBooks();
    const { brian, transactions } = books;
    await books.damage(
      `insert into entries values ('added', ?, 3, ?, 50, 250, 0, '${'d'.repeat(64)}')`,
      brian.id,
      transactions[0],
    );
    await expectProblems(
      books,
      entryHash('added'),
      chainHead(brian),
      ['WALLET_POSTED', 'wallets', brian.id, '250', '200'],
      ['WALLET_SEQUENCE', 'wallets', brian.id, '3', '2'],
      ['TRANSACTION_ENTRY_COUNT', 'transactions', transactions[0], '2', '3'],
      ['TRANSACTION_UNBALANCED', 'transactions', transactions[0], '0', '50'],
    );
  });

  test('two swapped their transactions', async () => {
    const books = await damagedBooks();
    const { amina, transactions } = books;
    const [first, second] = transactions;
    await books.damage(
      `update entries set transaction_id = 'aside' where wallet_id = ? and sequence = 1`,
      amina.id,
    );
    await books.damage(
      `update entries set transaction_id = ? where wallet_id = ? and sequence = 2`,
      first,
      amina.id,
    );
    await books.damage(
      `update entries set transaction_id = ? where wallet_id = ? and sequence = 1`,
      second,
      amina.id,
    );
    const [at1, at2] = [1, 2].map((second) => String(Date.parse(books.hour) + second * 1_000));
    await expectProblems(
      books,
      entryHash(await books.entry(amina, 1)),
      entryHash(await books.entry(amina, 2)),
      ['TRANSACTION_TIME', 'transactions', first, at2 ?? '', at1 ?? ''],
      ['TRANSACTION_TIME', 'transactions', second, at1 ?? '', at2 ?? ''],
      ['TRANSACTION_UNBALANCED', 'transactions', first, '0', '-500'],
      ['TRANSACTION_DESTINATION_ENTRY', 'transactions', first, '1000', '500'],
      ['TRANSACTION_UNBALANCED', 'transactions', second, '0', '500'],
      ['TRANSACTION_DESTINATION_ENTRY', 'transactions', second, '500', '1000'],
    );
  });

  test('two swapped their places', async () => {
    const books = await damagedBooks();
    const { amina } = books;
    const [first, second] = [await books.entry(amina, 1), await books.entry(amina, 2)];
    await books.damage(`update entries set sequence = 99 where id = ?`, first);
    await books.damage(`update entries set sequence = 1 where id = ?`, second);
    await books.damage(`update entries set sequence = 2 where id = ?`, first);
    await expectProblems(
      books,
      entryHash(first),
      entryHash(second),
      // It followed the one that is now before the other.
      entryHash(await books.entry(amina, 3)),
      ['ENTRY_BALANCE', 'entries', second, '500', '1500'],
      ['ENTRY_BALANCE', 'entries', first, '1500', '1000'],
    );
  });

  test('one was moved to another wallet', async () => {
    const books = await damagedBooks();
    const { amina, brian, transactions } = books;
    const entry = await books.entry(amina, 3);
    await books.damage(
      'update entries set wallet_id = ?, sequence = 3, transaction_id = ? where id = ?',
      brian.id,
      transactions[0],
      entry,
    );
    await expectProblems(
      books,
      ['ENTRY_BALANCE', 'entries', entry, '-100', '1200'],
      entryHash(entry),
      chainHead(amina),
      chainHead(brian),
      ['WALLET_ENTRY_SUM', 'wallets', brian.id, '-100', '1200'],
      ['WALLET_POSTED', 'wallets', amina.id, '1500', '1200'],
      ['WALLET_SEQUENCE', 'wallets', amina.id, '2', '3'],
      ['WALLET_POSTED', 'wallets', brian.id, '1200', '200'],
      ['WALLET_SEQUENCE', 'wallets', brian.id, '3', '2'],
      ['TRANSACTION_ENTRY_COUNT', 'transactions', transactions[0], '2', '3'],
      ['TRANSACTION_UNBALANCED', 'transactions', transactions[0], '0', '-300'],
      ['TRANSACTION_ENTRY_COUNT', 'transactions', transactions[2], '2', '1'],
      ['TRANSACTION_UNBALANCED', 'transactions', transactions[2], '0', '300'],
      ['TRANSACTION_SOURCE_ENTRY', 'transactions', transactions[2], '-300', 'none'],
    );
  });
});
