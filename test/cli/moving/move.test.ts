import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Client, User } from '../../support/client.js';
import { temporaryFolder, TestLedger } from '../../support/ledger.js';
import { nissmart, serve } from '../../support/process.js';
import { rawSql } from '../../support/raw-sql.js';
import { blankPostgres, clientOf, rowsOfPostgres, rowsOfSqlite, UNFINISHED, withSqlite } from './both.js';

test('When a served ledger is moved, then money, keys and receipts go on where they were, and its server must be stopped before', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'books.db');
  const from = `sqlite:${path}`;
  const to = await blankPostgres();
  const before = await serve({ DATABASE_URL: from, NISSMART_CHECKPOINT_SECONDS: '1' });
  const registration = {
    email: 'amina@example.com',
    displayName: 'Amina',
    password: 'correct horse battery',
  };
  const session = await new Client({ url: before.url }).post('/api/auth/register', registration);
  const signedIn = [session.text('user.id'), registration.email, session.text('token')] as const;
  const amina = new User({ url: before.url }, ...signedIn);
  const walletId = await amina.wallet();
  const { body } = await amina.deposit(walletId, '12.50');
  const receipt = join(folder, 'receipt.json');
  writeFileSync(
    receipt,
    await receiptOf(amina, (body as { entries: { id: string }[] }).entries[0]?.id ?? ''),
  );

  expect(await nissmart(['move', '--from', from, '--to', to])).toMatchObject({
    code: 1,
    stderr: `nissmart: cannot open the database ${from}: ${path} is in use; stop what uses it first\n`,
  });
  await before.process.stop();
  const moved = await nissmart(['move', '--from', from], { env: { DATABASE_URL: to } });

  expect(moved).toMatchObject({ code: 0, stderr: '' });
  for (const line of [
    'The books are right.',
    'wallets in KES: 3, sum 0',
    `copy ${path}.signing-key.pem there, or name it with NISSMART_SIGNING_KEY_FILE`,
  ]) {
    expect(moved.stdout).toContain(line);
  }
  expect(moved.stdout).not.toContain('There is no signing key here');
  expect(moved.stdout).not.toContain('pw@');
  // The result of the verification is in the target alone.
  expect(await rowsOfPostgres(to, ['verifications'])).toEqual(rowsOfSqlite(path, ['verifications']));

  const env = {
    DATABASE_URL: to,
    NISSMART_SIGNING_KEY_FILE: `${path}.signing-key.pem`,
    NISSMART_ENCRYPTION_KEY_FILE: `${path}.encryption-key`,
    NISSMART_CHECKPOINT_SECONDS: '1',
  };
  const after = await serve(env);
  const again = new User({ url: after.url }, ...signedIn);
  const deposited = (await again.deposit(walletId, '2.50')).body as {
    entries: { id: string; sequence: number }[];
  };
  expect(JSON.stringify(deposited)).toContain('15.00');
  const newReceipt = join(folder, 'new.json');
  writeFileSync(newReceipt, await receiptOf(again, deposited.entries[0]?.id ?? ''));
  await after.process.stop();
  for (const file of [receipt, newReceipt]) {
    expect(await nissmart(['verify-receipt', file], { env })).toMatchObject({ code: 0, stderr: '' });
  }
  expect(readFileSync(newReceipt, 'utf8')).toMatch(/"sequence":"?2\b/);
  expect(await nissmart(['verify'], { env })).toMatchObject({ code: 0 });
  expect(await nissmart(['move', '--from', from, '--to', to])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('it is not empty; give it a database without tables'),
  });
});

test('When the books of the source are wrong, then they are copied, and nothing opens the copy', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const t = await TestLedger.open(`sqlite:${path}`);
  const wallet = await t.wallet({ balance: 1_000 });
  await rawSql(t, 'update wallets set posted = posted + 1 where id = ?', [wallet.id]);
  await t.close();
  const to = await blankPostgres();

  const { code, stdout, stderr } = await nissmart(['move', '--from', `sqlite:${path}`, '--to', to]);

  expect(code).toBe(1);
  expect(stdout).toContain('wallets in KES: 3, sum 1');
  expect(stdout).toContain(wallet.id);
  expect(stderr).toMatch(/^nissmart: the books have \d+ problems?\n$/);
  expect((await nissmart(['verify'], { env: { DATABASE_URL: to } })).stderr).toMatch(UNFINISHED);
});

test('When it cannot move one into the other, then it says why and makes nothing', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  await (await TestLedger.open(`sqlite:${path}`)).close();
  const to = await blankPostgres();
  const from = `sqlite:${path}`;
  const refusals: [args: string[], code: number, line: string | RegExp][] = [
    [['--from', to, '--to', from], 2, 'from PostgreSQL a ledger moves as a backup'],
    [['--from', 'oracle:x', '--to', to], 2, '--from must be sqlite:<path>'],
    [['--from', 'sqlite::memory:', '--to', to], 2, '--from must be sqlite:<path>'],
    [['--from', from, '--to', `${from}.copy`], 2, '--to must be postgres://…'],
    [['--from', from], 2, '--to must be postgres://…'],
    [['--from', `${from}.missing`, '--to', to], 1, `there is no database at ${path}.missing`],
  ];
  for (const [args, code, line] of refusals) {
    const ended = await nissmart(['move', ...args]);
    expect([args, ended]).toEqual([
      args,
      { code, stdout: '', stderr: expect.stringContaining(`nissmart: ${String(line)}`) },
    ]);
  }
  withSqlite(path, (database) => database.exec(`delete from migrations where name = '0020-user-counts'`));
  expect(await nissmart(['move', '--from', from, '--to', to])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      'its tables are those of an earlier version; run nissmart migrate on it first',
    ),
  });
  withSqlite(path, (database) => database.exec(`insert into migrations (name) values ('9999-later')`));
  expect(await nissmart(['move', '--from', from, '--to', to])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('it was written by a newer version of nissmart (9999-later)'),
  });
  const client = await clientOf(to);
  expect(
    (await client.query(`select 1 from pg_class where relnamespace = 'public'::regnamespace`)).rows,
  ).toEqual([]);
});

/** The receipt of an entry, once there is one. */
async function receiptOf(user: User, entryId: string): Promise<Buffer> {
  const path = `/api/entries/${entryId}/receipt`;
  let response = await user.fetch(path);
  while (response.status === 409) response = await user.fetch(path);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}
