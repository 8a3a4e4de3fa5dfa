import { expect } from '@jest/globals';
import { expectBooksToBalance, type Books } from '../support/books.js';
import { TestLedger } from '../support/ledger.js';
import { nissmart, type Environment } from '../support/process.js';
import { expectedBalances, send, userOf, type Order, type Saver } from './kill-load.js';

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

/** Number of orders that are sent again at the same time. */
const AT_ONCE = 6;

/** Sends each order once more, and expects that a server answers it, as before where it was answered before. */
export async function expectSameAnswers(
  server: { readonly url: string },
  orders: readonly Order[],
  savers: readonly Saver[],
): Promise<void> {
  const left = [...orders];
  const sendAgain = async (): Promise<void> => {
    for (let order = left.pop(); order; order = left.pop()) {
      expect(await send(order, userOf(server, savers, order), false)).toBe(true);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendAgain));
}
