import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openStorage } from '../../server/storage/orm.js';
import { books, expectBooksToBalance } from '../support/books.js';
import { depositTo } from '../support/commands.js';
import { onCleanup, temporaryFolder, TestLedger } from '../support/ledger.js';
import { rawConnection } from '../support/raw.js';

async function open(url: string) {
  const storage = await openStorage(url);
  onCleanup(async () => storage.close());
  return storage;
}

function schemaOf(path: string): unknown[] {
  return rawConnection({ path })
    .prepare('select type, name, sql from sqlite_master order by type, name')
    .all();
}

test('When a database is opened again, then no migration runs twice and everything is as it was', async () => {
  const first = await TestLedger.open();
  await first.wallet({ balance: 1_000 });
  const stored = await expectBooksToBalance(first.storage);
  const schema = schemaOf(first.storage.path);
  const ran = rawConnection(first.storage).prepare('select * from migrations').all();
  expect(ran).not.toHaveLength(0);

  const second = await first.reopen();
  expect(schemaOf(second.storage.path)).toEqual(schema);
  expect(rawConnection(second.storage).prepare('select * from migrations').all()).toEqual(ran);
  expect(await books(second.storage)).toEqual(stored);
});

test('When several processes open a new database at once, then it is migrated once and all of them work', async () => {
  const url = `sqlite:${join(temporaryFolder(), 'new.db')}`;
  const ledgers = await Promise.all([1, 2, 3, 4].map(async () => TestLedger.open(url)));
  const [first] = ledgers;
  if (!first) throw new Error('Four are open');
  const wallet = await first.wallet();
  for (const { ledger } of ledgers) await ledger.submit(depositTo(wallet, 1));
  const { wallets } = await expectBooksToBalance(first.storage);
  expect(wallets.find(({ id }) => id === wallet.id)).toMatchObject({ posted: 4, sequence: 4 });
  const names = rawConnection(first.storage).prepare('select name from migrations').pluck().all();
  expect(new Set(names).size).toBe(names.length);
});

test('When the folder of the database does not exist, then it is made', async () => {
  const path = join(temporaryFolder(), 'not', 'yet', 'there.db');
  const storage = await open(`sqlite:${path}`);
  expect(storage.path).toBe(path);
  expect(existsSync(path)).toBe(true);
});

test('When a database file is open, then it keeps what was promised: WAL, full flushes, foreign keys', async () => {
  const t = await TestLedger.open();
  const connection = t.storage.writer.getConnection();
  expect(await connection.execute('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await connection.execute('pragma synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await connection.execute('pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);
});

test('When the database is in memory, then it works like any other and leaves nothing behind', async () => {
  const one = await TestLedger.open('sqlite::memory:');
  const two = await TestLedger.open('sqlite::memory:');
  expect(one.storage.path).not.toBe(two.storage.path);
  await one.wallet({ balance: 1_000 });
  expect((await expectBooksToBalance(one.storage)).transactions).toHaveLength(1);
  expect((await expectBooksToBalance(two.storage)).transactions).toHaveLength(0);

  const folder = join(one.storage.path, '..');
  expect(readdirSync(folder)).toContain('nissmart.db');
  await one.close();
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(join(two.storage.path))).toBe(true);
});

test('When a database file is closed, then its journal is folded into it', async () => {
  const t = await TestLedger.open();
  await t.wallet({ balance: 1_000 });
  await t.close();
  const folder = join(t.storage.path, '..');
  expect(readdirSync(folder)).toEqual(['ledger.db']);
});

test('When the file is not a database, then opening it fails and leaves it as it is', async () => {
  const path = join(temporaryFolder(), 'notes.db');
  writeFileSync(path, 'These are my notes, not a database. '.repeat(100));
  const before = readFileSync(path);
  await expect(openStorage(`sqlite:${path}`)).rejects.toThrow('file is not a database');
  expect(readFileSync(path)).toEqual(before);
});

test('When a database or its backup is made, then only its owner may read it', async () => {
  const folder = temporaryFolder();
  const storage = await open(`sqlite:${join(folder, 'ledger.db')}`);
  await storage.backup(join(folder, 'copy.db'));
  const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
  expect(modes.length).toBeGreaterThanOrEqual(2);
  expect(new Set(modes)).toEqual(new Set([0o600]));
});

test('When a newer version has written the database, then it is not opened, and stays as it is', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  await t.close();
  const path = t.storage.path;
  const newer = rawConnection({ path });
  newer.exec("insert into migrations (name, executed_at) values ('9999-later', 0)");
  newer.close();
  const before = readFileSync(path);

  await expect(openStorage(t.url)).rejects.toThrow(
    'it was written by a newer version of nissmart (9999-later); run that version, or go back with nissmart restore',
  );
  expect(readFileSync(path)).toEqual(before);

  const older = rawConnection({ path });
  older.exec("delete from migrations where name = '9999-later'");
  older.close();
  const reopened = await TestLedger.open(t.url);
  await reopened.ledger.submit(depositTo(wallet, 1));
  expect((await expectBooksToBalance(reopened.storage)).transactions).toHaveLength(2);
});
