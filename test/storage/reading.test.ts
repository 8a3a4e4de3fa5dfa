import { expect, test } from '@jest/globals';
import { Wallet } from '../../server/ledger/model/wallet.js';
import { books, expectBooksToBalance } from '../support/books.js';
import { depositTo } from '../support/commands.js';
import { TestLedger } from '../support/ledger.js';
import { rawConnection } from '../support/raw.js';

test('When a unit of work has written but not committed, then reads neither see it nor wait for it', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const before = await books(t.storage);
  const seenInside = await t.units.run(async (em) => {
    const stored = await em.findOneOrFail(Wallet, { id: wallet.id });
    stored.name = 'Renamed';
    await em.flush();
    const written = await em.findOneOrFail(Wallet, { id: wallet.id }, { refresh: true });
    expect(written.name).toBe('Renamed');
    // The unit of work cannot end before these answers are here: if they waited for it, this test would never end.
    const read = await t.storage.reader.fork().findOneOrFail(Wallet, { id: wallet.id });
    expect(read.name).toBe('Savings');
    return books(t.storage);
  });
  expect(seenInside).toEqual(before);
  expect((await t.storage.reader.fork().findOneOrFail(Wallet, { id: wallet.id })).name).toBe('Renamed');
});

test('When a unit of work is undone, then nobody ever saw what it wrote', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const before = await books(t.storage);
  const undone = t.units.run(async (em) => {
    (await em.findOneOrFail(Wallet, { id: wallet.id })).name = 'Renamed';
    await em.flush();
    throw new Error('changed my mind');
  });
  await expect(undone).rejects.toThrow('changed my mind');
  expect(await books(t.storage)).toEqual(before);
});

test('When another connection holds the write lock, then reads go on', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const before = await expectBooksToBalance(t.storage);
  const other = rawConnection(t.storage);
  other.exec(`begin exclusive; update wallets set name = 'Renamed' where id = '${wallet.id}'`);
  expect(await books(t.storage)).toEqual(before);
  other.exec('commit');
  expect((await books(t.storage)).wallets.find(({ id }) => id === wallet.id)?.name).toBe('Renamed');
});

test('When a command was answered, then a read that starts now sees it', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  for (let posted = 1; posted <= 50; posted += 1) {
    await t.ledger.submit(depositTo(wallet, 1));
    const read = await t.storage.reader.fork().findOneOrFail(Wallet, { id: wallet.id });
    expect([read.posted, read.sequence]).toEqual([posted, posted]);
  }
});

test('When something tries to write through the reader, then it is refused', async () => {
  const t = await TestLedger.open();
  await t.wallet();
  const before = await books(t.storage);
  const reader = t.storage.reader.fork();
  const [wallet] = await reader.find(Wallet, { kind: 'CUSTOMER' });
  if (wallet) wallet.name = 'Renamed';
  await expect(reader.flush()).rejects.toThrow('readonly');
  await expect(reader.getConnection().execute("update wallets set name = 'x'")).rejects.toThrow('readonly');
  expect(await books(t.storage)).toEqual(before);
});

test('When the storage closes, then a unit of work in progress is finished first', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const renaming = t.units.run(async (em) => {
    (await em.findOneOrFail(Wallet, { id: wallet.id })).name = 'Renamed';
  });
  await new Promise(setImmediate);
  await t.storage.close();
  await renaming;
  const again = await t.reopen();
  expect((await books(again.storage)).wallets.find(({ id }) => id === wallet.id)?.name).toBe('Renamed');
});
