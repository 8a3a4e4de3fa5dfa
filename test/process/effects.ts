import { expect } from '@jest/globals';
import { expectBooksToBalance, type Books } from '../support/books.js';
import { TestLedger } from '../support/ledger.js';
import { nissmart, type Environment } from '../support/process.js';
import { expectedBalances, type Order, type Saver } from './kill-load.js';

/** Expects that what was answered is what there is: each order once, no other one, and the balances that they make. */
export async function expectEffects(
  databaseUrl: string,
  orders: readonly Order[],
  savers: readonly Saver[],
): Promise<Books> {
  const { storage } = await TestLedger.open(databaseUrl);
  const books = await expectBooksToBalance(storage);
  const made = orders.flatMap(({ outcome }) => outcome?.id ?? []);
  expect(books.transactions.map(({ id }) => id)).toEqual(made.sort());
  expect(books.entries).toHaveLength(2 * made.length);
  const balances = books.wallets
    .filter(({ kind }) => kind === 'CUSTOMER')
    .map(({ id, posted }) => [id, posted]);
  expect(Object.fromEntries(balances)).toEqual(expectedBalances(orders, savers));
  return books;
}

/** Expects that the command proves the books. */
export async function expectProof(env: Environment): Promise<void> {
  expect(await nissmart(['verify'], { env })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('The books are right.'),
  });
}
