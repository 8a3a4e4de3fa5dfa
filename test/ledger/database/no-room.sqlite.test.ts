import { expect, test } from '@jest/globals';
import { expectBooksToBalance } from '../../support/books.js';
import { depositTo } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { outcomeOf, refused } from '../../support/outcome.js';

const NO_ROOM = {
  ...refused('UNAVAILABLE', 'The disk of the database is full; nothing happened'),
  retryable: true,
};

test('When there is no room left, then commands are UNAVAILABLE until there is', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const connection = t.storage.writer.getConnection();
  // Less than there is means no more than there is.
  await connection.execute('pragma max_page_count = 1');
  const declined = [];
  for (let sent = 0; sent < 300 && declined.length < 2; sent += 1) {
    const outcome = await outcomeOf(t.ledger.submit(depositTo(wallet, 1)));
    if (outcome.code !== 'OK') declined.push(outcome);
  }
  expect(declined).toEqual([NO_ROOM, NO_ROOM]);
  await connection.execute('pragma max_page_count = 1000000');
  const { transactions } = await expectBooksToBalance(t.storage);
  await t.ledger.submit(depositTo(wallet, 1));
  expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(transactions.length + 1);
  expect(t.unknownOutcomes).toEqual([]);
});
