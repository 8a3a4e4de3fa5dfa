import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { depositTo } from '../support/commands.js';
import { temporaryFolder, TestLedger } from '../support/ledger.js';
import { Nissmart, nissmart, type Environment } from '../support/process.js';
import { checkpointsOf, newSigningKey } from '../support/proof.js';
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
  expect(stdout).toMatch(/^SCHEMA_CHANGED in sqlite_master entries_are_never_changed: .+ found none\)$/m);
  expect(stdout).not.toContain('The books are right.');
  const [, problems] = /^nissmart: the books have (\d+) problems\n$/.exec(stderr) ?? [];
  expect(await verifications(url)).toEqual([{ transactions: 2, problems: Number(problems) }]);
});

test('When it was right before, then only what is new need be looked at, and the keys that count can be given', async () => {
  const { url, env } = database();
  const t = await TestLedger.open(url);
  const wallet = await t.wallet({ balance: 1_000 });
  const key = newSigningKey();
  await checkpointsOf(t, key).write();
  const keyFile = join(temporaryFolder(), 'key.pem');
  writeFileSync(keyFile, key.pem);

  const unaware = await nissmart(['verify', '--incremental'], { env });
  expect(unaware).toMatchObject({ code: 0, stderr: '' });
  expect(unaware.stdout).toContain('signatures are checked by the keys in the database');
  expect(unaware.stdout).not.toContain('Only what came after');
  await t.ledger.submit(depositTo(wallet, 1));
  const aware = await nissmart(['verify', '--incremental', '--key', keyFile], { env });
  expect(aware).toMatchObject({ code: 0, stderr: '' });
  expect(aware.stdout).toContain(
    'Only what came after the last verification was looked at: nothing older, no keys, no rules for review, no volumes.',
  );
  expect(aware.stdout).not.toContain('signatures are checked by');
  const kinds = await rawRows(t, 'select kind, problems from verifications order by id');
  expect(kinds).toEqual([
    { kind: 'FULL', problems: 0 },
    { kind: 'INCREMENTAL', problems: 0 },
  ]);

  writeFileSync(keyFile, newSigningKey().pem);
  const wrong = await nissmart(['verify', '--key', keyFile], { env });
  expect(wrong).toMatchObject({ code: 1, stderr: 'nissmart: the books have 1 problem\n' });
  expect(wrong.stdout).toMatch(new RegExp(`^CHECKPOINT_KEY in checkpoints 1: .+ found ${key.id}\\)$`, 'm'));
});

test('When verifications are killed at any moment, then a mark of a whole one is left to go on from', async () => {
  const { url, env } = database();
  const t = await TestLedger.open(url);
  const wallet = await t.wallet({ balance: 1_000 });
  expect(await nissmart(['verify'], { env })).toMatchObject({ code: 0 });
  const rows = 'select kind, problems, marks from verifications order by id';
  const [before] = await rawRows(t, rows);

  const { transaction } = await t.ledger.submit(depositTo(wallet, 500));
  await rawSql(t, 'drop trigger transactions_keep_what_they_say');
  await rawSql(t, `update transactions set description = 'else' where id = ?`, [transaction.id]);
  for (const moment of [250, 500, 'when all is looked at'] as const) {
    const verifying = new Nissmart(['verify', '--incremental'], env);
    if (typeof moment === 'number') await sleep(moment);
    else await verifying.line(/^Checked /);
    expect((await verifying.stop('SIGKILL')).stdout).not.toContain('The books are right.');
  }
  const [first, ...others] = await rawRows<{ problems: number }>(t, rows);
  expect(first).toEqual(before);
  // The last one may have been a moment faster.
  expect(others.filter(({ problems }) => problems === 0)).toEqual([]);

  const { code, stdout } = await nissmart(['verify', '--incremental'], { env });
  expect(code).toBe(1);
  expect(stdout).toContain(`TRANSACTION_CONTENT in transactions ${transaction.id}`);
});

test('When the file is not a database, then it says so in one line and exits with 1', async () => {
  const { path, env } = database();
  writeFileSync(path, 'This is a letter to my aunt, and a long one at that. '.repeat(100));
  expect(await nissmart(['verify'], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr: `nissmart: cannot open the database sqlite:${path}: file is not a database\n`,
  });
});
