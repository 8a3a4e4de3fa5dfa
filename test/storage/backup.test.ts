import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { books, expectBooksToBalance } from '../support/books.js';
import { depositTo, transferFrom } from '../support/commands.js';
import { onCleanup, temporaryFolder, TestLedger } from '../support/ledger.js';

test('When a quiet database is backed up, then the copy is one file with the same books, and a ledger of its own', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const folder = temporaryFolder();
  const path = join(folder, 'copy.db');
  await t.storage.backup(path);

  expect(readdirSync(folder)).toEqual(['copy.db']);
  const copy = await TestLedger.open(`sqlite:${path}`);
  expect(await expectBooksToBalance(copy.storage)).toEqual(await books(t.storage));
  await copy.ledger.submit(depositTo(wallet, 1));
  expect((await expectBooksToBalance(copy.storage)).transactions).toHaveLength(2);
  expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(1);
});

test('When the database is written all the while, then the copy ends, balances, and has all that was answered before', async () => {
  const t = await TestLedger.open();
  const a = await t.wallet({ balance: 1_000_000 });
  const b = await t.wallet();
  const padding = { description: 'x'.repeat(2_000) };
  // More pages than one step of a copy takes.
  await Promise.all(Array.from({ length: 600 }, () => t.ledger.submit(depositTo(a, 1, padding))));
  const answeredBefore = (await books(t.storage)).transactions.map(({ id }) => id);

  const copy = { done: false };
  let during = 0;
  const path = join(temporaryFolder(), 'copy.db');
  // After its first step the copy waits for commits, which must not make it start again.
  const backup = Reflect.get<Database.Database, 'backup'>(Database.prototype, 'backup');
  const spy = jest.spyOn(Database.prototype, 'backup').mockImplementation(async function (
    this: Database.Database,
    destination,
  ) {
    return backup.call(this, destination, { progress: () => (during < 2 ? 0 : 100) });
  });
  onCleanup(() => spy.mockRestore());
  const copying = t.storage.backup(path).finally(() => {
    copy.done = true;
  });
  while (!copy.done) {
    await t.ledger.submit(transferFrom(a, { walletId: b.id }, 1, padding));
    during += 1;
  }
  await copying;

  expect(during).toBeGreaterThan(1);
  const opened = await TestLedger.open(`sqlite:${path}`);
  const stored = await expectBooksToBalance(opened.storage);
  const kept = new Set(stored.transactions.map(({ id }) => id));
  expect(answeredBefore.filter((id) => !kept.has(id))).toEqual([]);
  const { transactions } = await expectBooksToBalance(t.storage);
  expect(transactions).toHaveLength(601 + during);
  expect(stored.transactions.length).toBeLessThanOrEqual(transactions.length);
});

test('When the copy cannot be made, then there is no file of its name, and the database is unharmed', async () => {
  const t = await TestLedger.open();
  await t.wallet({ balance: 1_000 });
  const before = await expectBooksToBalance(t.storage);
  const nowhere = join(temporaryFolder(), 'missing', 'copy.db');
  await expect(t.storage.backup(nowhere)).rejects.toThrow();
  expect(existsSync(nowhere)).toBe(false);
  expect(await expectBooksToBalance(t.storage)).toEqual(before);
});
