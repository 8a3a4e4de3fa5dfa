import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder, TestLedger } from '../support/ledger.js';
import { nissmart, serve } from '../support/process.js';
import { rawSql } from '../support/raw-sql.js';
import { backedUp, keptIn, postedOf } from './backed-up.js';

test('When a backup is restored, then the database is as it was then, its books are right, and what was there is kept', async () => {
  const { target, env, wallet, backup, ledger } = await backedUp();
  await ledger.close();
  const before = readFileSync(backup);

  const { code, stdout, stderr } = await nissmart(['restore', backup], { env });

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [kept = '', ...more] = keptIn(target);
  expect(more).toEqual([]);
  expect(stdout).toContain('The books are right.');
  expect(stdout).toContain(`What was there is kept as ${kept}\n${target} is the backup ${backup} now\n`);
  expect(await postedOf(target, wallet)).toBe(1_000);
  expect(await postedOf(kept, wallet)).toBe(1_007);
  expect(statSync(target).mode & 0o777).toBe(0o600);
  expect(readFileSync(backup)).toEqual(before);
  expect(
    readdirSync(dirname(target))
      .map((name) => join(dirname(target), name))
      .sort(),
  ).toEqual([target, kept]);
  expect(await nissmart(['verify'], { env })).toMatchObject({ code: 0 });
});

test('When the log of a killed server lies beside the database, then the newer state does not come back', async () => {
  const { target, env, wallet, backup } = await backedUp();
  // The ledger is open, so its log is there, as after a kill; a copy of both stands for the machine after it.
  const copied = join(temporaryFolder(), 'ledger.db');
  for (const end of ['', '-wal']) copyFileSync(target + end, copied + end);
  expect(statSync(`${copied}-wal`).size).toBeGreaterThan(32);

  const { code } = await nissmart(['restore', backup], { env: { DATABASE_URL: `sqlite:${copied}` } });

  expect(code).toBe(0);
  expect(await postedOf(copied, wallet)).toBe(1_000);
  const [kept = ''] = keptIn(copied);
  expect(await postedOf(kept, wallet)).toBe(1_007);
  expect(env.DATABASE_URL).toContain(target);
});

test('When a copy is put by hand beside the log of another database, then nothing opens it, and restoring it mends that', async () => {
  const { target, wallet, backup } = await backedUp();
  const copied = join(temporaryFolder(), 'ledger.db');
  copyFileSync(`${target}-wal`, `${copied}-wal`);
  copyFileSync(backup, copied);
  const env = { DATABASE_URL: `sqlite:${copied}` };

  for (const verb of ['migrate', 'verify']) {
    const { code, stdout, stderr } = await nissmart([verb], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^nissmart: cannot open the database \S+ \S+-wal belongs to another database .+ nissmart restore <copy>\n$/,
    );
  }
  expect(readFileSync(copied)).toEqual(readFileSync(backup));

  expect(await nissmart(['restore', backup], { env })).toMatchObject({ code: 0 });
  expect(await postedOf(copied, wallet)).toBe(1_000);
});

test('When somebody uses the database, then nothing is touched', async () => {
  const { target, env, wallet, backup, ledger } = await backedUp();
  await ledger.close();
  const { process } = await serve(env);

  const refused = await nissmart(['restore', backup], { env });

  expect(refused.code).toBe(1);
  expect(refused.stderr).toBe(
    `nissmart: cannot open the database sqlite:${target}: ${target} is in use; stop what uses it first\n`,
  );
  expect(keptIn(target)).toEqual([]);
  expect(await process.stop()).toMatchObject({ code: 0 });
  expect(await postedOf(target, wallet)).toBe(1_007);
});

test('When the books of the backup are wrong, or it is not a database, then nothing is touched', async () => {
  const { target, env, wallet, backup, ledger } = await backedUp();
  await ledger.close();
  const tampered = await TestLedger.open(`sqlite:${backup}`);
  await rawSql(tampered, 'update wallets set posted = posted + 1 where id = ?', [wallet.id]);
  await tampered.close();
  const letter = join(temporaryFolder(), 'letter.txt');
  writeFileSync(letter, 'Dear aunt, '.repeat(500));

  const wrong = await nissmart(['restore', backup], { env });
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toContain(wallet.id);
  expect(wrong.stderr).toMatch(/^nissmart: the books have \d+ problems?\n$/);
  expect(await nissmart(['restore', letter], { env })).toMatchObject({ code: 1, stdout: '' });
  expect(await nissmart(['restore', `${backup}.missing`], { env })).toMatchObject({ code: 1, stdout: '' });
  expect(await nissmart(['restore', target], { env })).toMatchObject({ code: 2, stdout: '' });

  expect(readdirSync(dirname(target))).toEqual(['ledger.db']);
  expect(await postedOf(target, wallet)).toBe(1_007);
});

test('When the database is damaged, then the backup takes its place, and what is left is kept', async () => {
  const { target, env, wallet, backup, ledger } = await backedUp();
  await ledger.close();
  writeFileSync(target, 'no database any more '.repeat(500));
  writeFileSync(`${target}-wal`, 'of something else '.repeat(500));

  expect(await nissmart(['restore', backup], { env })).toMatchObject({ code: 0, stderr: '' });
  const [kept = '', log] = keptIn(target).sort();
  expect(readFileSync(kept, 'utf8')).toContain('no database any more');
  expect(log).toBe(`${kept}-wal`);
  expect(await postedOf(target, wallet)).toBe(1_000);
});

test('When there is no database yet, then the backup is it, and there is nothing to keep', async () => {
  const { wallet, backup } = await backedUp();
  const elsewhere = join(temporaryFolder(), 'new', 'ledger.db');
  const fresh = await nissmart(['restore', backup], { env: { DATABASE_URL: `sqlite:${elsewhere}` } });
  expect(fresh).toMatchObject({ code: 0, stderr: '' });
  expect(fresh.stdout).not.toContain('is kept');
  expect(existsSync(elsewhere)).toBe(true);
  expect(await postedOf(elsewhere, wallet)).toBe(1_000);
});
