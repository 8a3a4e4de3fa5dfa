import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openStorage } from '../../../server/storage/orm.js';
import { depositTo } from '../../support/commands.js';
import { temporaryFolder, TestLedger } from '../../support/ledger.js';
import { Nissmart, nissmart } from '../../support/process.js';
import { rawRows } from '../../support/raw-sql.js';
import { blankPostgres, clientOf, rowsOfPostgres, rowsOfSqlite, withSqlite } from './both.js';

/** Everything but the outcomes of verifications, which each of them adds to. */
const BOOKS = ['verifications'];

test('When a database on PostgreSQL is copied while a node writes, then the copy is one moment of it, and can be restored into either engine', async () => {
  const url = await blankPostgres();
  const t = await TestLedger.open(url);
  const wallet = await t.wallet({ balance: 1_000 });
  const file = join(temporaryFolder(), 'copy.db');
  const copying = new Nissmart(['backup', file], { DATABASE_URL: url });
  let written = 1;
  for (; copying.child.exitCode === null; written += 1) await t.ledger.submit(depositTo(wallet, 1));

  const { code, stdout, stderr } = await copying.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const count = Number(/ MiB with (\d+) transactions, opened and found intact\n/.exec(stdout)?.[1]);
  expect(count).toBeGreaterThanOrEqual(1);
  expect(count).toBeLessThanOrEqual(written);
  expect(stdout).toMatch(/^The signing key is not in it, and not at \S+ either$/m);
  expect(stdout).toMatch(/^The encryption key is not in it, and not at \S+ either$/m);
  expect(await nissmart(['verify'], { env: { DATABASE_URL: `sqlite:${file}` } })).toMatchObject({
    code: 0,
  });
  const copied = rowsOfSqlite(file, BOOKS);
  expect(copied.transactions?.size).toBe(count);

  const elsewhere = await blankPostgres();
  const restored = await nissmart(['restore', file], { env: { DATABASE_URL: elsewhere } });
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.stdout).toContain('The books are right.');
  expect(restored.stdout).toMatch(/^There is no signing key at \S+, and without it nothing is signed: /m);
  expect(await rowsOfPostgres(elsewhere, BOOKS)).toEqual(copied);
  const later = await TestLedger.open(elsewhere, t.clock);
  await later.ledger.submit(depositTo(wallet, 5));
  const [row] = await rawRows<{ posted: number }>(later, 'select posted from wallets where id = ?', [
    wallet.id,
  ]);
  expect(row?.posted).toBe(1_000 + count - 1 + 5);
  await later.close();
  expect(await nissmart(['verify'], { env: { DATABASE_URL: elsewhere } })).toMatchObject({ code: 0 });
  expect(await nissmart(['restore', file], { env: { DATABASE_URL: elsewhere } })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('it is not empty; give it a database without tables'),
  });

  const target = join(temporaryFolder(), 'ledger.db');
  const back = await nissmart(['restore', file], { env: { DATABASE_URL: `sqlite:${target}` } });
  expect(back).toMatchObject({ code: 0, stderr: '' });
  expect(rowsOfSqlite(target, BOOKS)).toEqual(copied);
});

test('When nobody writes, then the copy has every row, and those of a later one are new', async () => {
  const url = await blankPostgres();
  const t = await TestLedger.open(url);
  await t.wallet({ balance: 1_000 });
  await t.close();
  const file = join(temporaryFolder(), 'copy.db');
  expect(await nissmart(['backup', file], { env: { DATABASE_URL: url } })).toMatchObject({ code: 0 });
  expect(rowsOfSqlite(file)).toEqual(await rowsOfPostgres(url));
  expect(await nissmart(['backup', file], { env: { DATABASE_URL: url } })).toMatchObject({
    code: 1,
    stderr: `nissmart: ${file} exists already\n`,
  });
});

test('When the tables of a database are not those of this version, then there is no copy', async () => {
  const url = await blankPostgres();
  await (await openStorage(url)).close();
  await (await clientOf(url)).query('alter table wallets add column colour text');
  const file = join(temporaryFolder(), 'copy.db');
  const { code, stderr } = await nissmart(['backup', file], { env: { DATABASE_URL: url } });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'nissmart: The two databases do not have the same tables and columns\n',
  });
  for (const end of ['', '.unfinished', '.unfinished-wal']) expect(existsSync(file + end)).toBe(false);
});

test('When a backup is no ledger, or its books are wrong, then nothing opens the database', async () => {
  const url = await blankPostgres();
  const env = { DATABASE_URL: url };
  const letter = join(temporaryFolder(), 'letter.txt');
  writeFileSync(letter, 'Dear aunt, '.repeat(500));
  expect(await nissmart(['restore', letter], { env })).toMatchObject({ code: 1, stdout: '' });
  expect(await nissmart(['restore', `${letter}.missing`], { env })).toMatchObject({ code: 1, stdout: '' });

  const file = join(temporaryFolder(), 'copy.db');
  const t = await TestLedger.open(`sqlite:${file}`);
  const wallet = await t.wallet({ balance: 1_000 });
  await t.close();
  withSqlite(file, (database) => {
    database.pragma('journal_mode = delete');
    database.exec('update wallets set posted = posted + 1 where posted > 0');
  });
  const wrong = await nissmart(['restore', file], { env });
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toContain(wallet.id);
  expect(await nissmart(['verify'], { env })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('a copy into it is not finished'),
  });
});
