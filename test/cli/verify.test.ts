import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { depositTo } from '../support/commands.js';
import { temporaryFolder, TestLedger } from '../support/ledger.js';
import { nissmart, type Environment } from '../support/process.js';
import { rawRows, rawSql } from '../support/raw-sql.js';

function database(): { url: string; path: string; env: Environment } {
  const path = join(temporaryFolder(), 'nissmart.db');
  const url = `sqlite:${path}`;
  return { url, path, env: { DATABASE_URL: url } };
}

async function verifications(url: string): Promise<object[]> {
  const t = await TestLedger.open(url);
  return rawRows(t, 'select transactions, problems from verifications order by id');
}

test('When an empty database is migrated, twice, then its books are right', async () => {
  const { env, path } = database();
  for (let time = 1; time <= 2; time += 1) {
    expect(await nissmart(['migrate'], { env })).toEqual({
      code: 0,
      stdout: `${path} is up to date\n`,
      stderr: '',
    });
  }
  expect(await nissmart(['verify'], { env })).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Checked 0 wallets, 0 transactions, .+\nThe books are right\.\n$/m),
  });
});

test('When the books are right, also while a ledger is open on them, then it says what it checked and records it', async () => {
  const { url, env } = database();
  const t = await TestLedger.open(url);
  await t.wallet({ balance: 1_000 });
  const { code, stdout, stderr } = await nissmart(['verify'], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^Checked 3 wallets, 1 transactions, 2 entries and 1 idempotency records in \d+ ms\.$/m,
  );
  expect(stdout).toMatch(/^The books are right\.$/m);
  expect(await verifications(url)).toEqual([{ transactions: 1, problems: 0 }]);
});

test('When somebody has changed rows past all triggers, then it names each problem and its row, and exits with 1', async () => {
  const { url, env } = database();
  const t = await TestLedger.open(url);
  const wallet = await t.wallet({ balance: 1_000 });
  const { transaction } = await t.ledger.submit(depositTo(wallet, 500));
  const triggers = await rawRows<{ name: string }>(
    t,
    `select name from sqlite_master where type = 'trigger'`,
  );
  for (const { name } of triggers) await rawSql(t, `drop trigger ${name}`);
  await rawSql(t, 'update wallets set posted = posted + 1 where id = ?', [wallet.id]);
  await rawSql(t, 'update transactions set amount = 400 where id = ?', [transaction.id]);
  await t.close();

  const { code, stdout, stderr } = await nissmart(['verify'], { env });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    new RegExp(`^WALLET_POSTED in wallets ${wallet.id}: .+ \\(expected 1500, found 1501\\)$`, 'm'),
  );
  expect(stdout).toMatch(new RegExp(`^TRANSACTION_\\w+ in transactions ${transaction.id}: .+$`, 'm'));
  expect(stdout).not.toContain('The books are right.');
  const [, problems] = /^nissmart: the books have (\d+) problems\n$/.exec(stderr) ?? [];
  expect(await verifications(url)).toEqual([{ transactions: 2, problems: Number(problems) }]);
});

test('When the file is no database, then it says so in one line and exits with 1', async () => {
  const { path, env } = database();
  writeFileSync(path, 'This is a letter to my aunt, and a long one at that. '.repeat(100));
  expect(await nissmart(['verify'], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr: `nissmart: cannot open the database sqlite:${path}: file is not a database\n`,
  });
});
