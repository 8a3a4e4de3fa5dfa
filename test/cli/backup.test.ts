import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { depositTo } from '../support/commands.js';
import { temporaryFolder, TestLedger } from '../support/ledger.js';
import { Nissmart, nissmart } from '../support/process.js';
import { rawRows } from '../support/raw-sql.js';

test('When a database is copied while it is written, then the copy is one file whose books are right and have all from before', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const folder = temporaryFolder();
  const path = join(folder, 'copy.db');
  const copying = new Nissmart(['backup', path], { DATABASE_URL: t.url });
  let written = 1;
  for (; copying.child.exitCode === null; written += 1) await t.ledger.submit(depositTo(wallet, 1));

  const { code, stdout, stderr } = await copying.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [, copied] =
    /^.+copy\.db: [\d.]+ MiB with (\d+) transactions, opened and found intact\n(?:The \w+ key is not in it.+\n){2}$/.exec(
      stdout,
    ) ?? [];
  expect(Number(copied)).toBeGreaterThan(1);
  expect(Number(copied)).toBeLessThanOrEqual(written);
  expect(readdirSync(folder)).toEqual(['copy.db']);

  expect(await nissmart(['verify'], { env: { DATABASE_URL: `sqlite:${path}` } })).toMatchObject({ code: 0 });
  const copy = await TestLedger.open(`sqlite:${path}`);
  const [row] = await rawRows<{ count: number }>(copy, 'select count(*) as count from transactions');
  expect(row?.count).toBe(Number(copied));
});

test('When there is a file of that name, then it says so, exits with 1 and leaves the file alone', async () => {
  const t = await TestLedger.open();
  const path = join(temporaryFolder(), 'letter.txt');
  writeFileSync(path, 'Dear aunt');
  expect(await nissmart(['backup', path], { env: { DATABASE_URL: t.url } })).toEqual({
    code: 1,
    stdout: '',
    stderr: `nissmart: ${path} exists already\n`,
  });
  expect(readFileSync(path, 'utf8')).toBe('Dear aunt');
});

test('When the folder does not exist, then it says so and exits with 1', async () => {
  const t = await TestLedger.open();
  const folder = join(temporaryFolder(), 'missing');
  expect(await nissmart(['backup', join(folder, 'copy.db')], { env: { DATABASE_URL: t.url } })).toEqual({
    code: 1,
    stdout: '',
    stderr: `nissmart: there is no folder ${folder}\n`,
  });
});
