import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/ledger.js';
import { nissmart } from '../support/process.js';
import { backedUp, keptIn, postedOf } from './backed-up.js';

test('When what was written last lies beside the file, or there is no ledger in it, then it is not a backup, and nothing is touched', async () => {
  const { target, env, wallet, ledger } = await backedUp();
  await ledger.close();
  // State after a kill: the newest deposit is in the log alone, and without it the books are right as well.
  const { target: running } = await backedUp();
  const copied = join(temporaryFolder(), 'copied.db');
  for (const end of ['', '-wal']) copyFileSync(running + end, copied + end);
  const linked = join(temporaryFolder(), 'linked.db');
  symlinkSync(copied, linked);
  const empty = join(temporaryFolder(), 'empty.db');
  writeFileSync(empty, '');

  for (const file of [copied, linked]) {
    expect(await nissmart(['restore', file], { env })).toEqual({
      code: 1,
      stdout: '',
      stderr: `nissmart: ${file} is not a backup: what was written last is beside it, in ${copied}-wal; make one of both with DATABASE_URL=sqlite:${file} nissmart backup <file>\n`,
    });
  }
  expect(await nissmart(['restore', empty], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr: `nissmart: ${empty} has no ledger in it\n`,
  });

  expect(readdirSync(dirname(target))).toEqual(['ledger.db']);
  expect(await postedOf(target, wallet)).toBe(1_007);
});

test('When others may read the backup, then they may not read the database that it becomes', async () => {
  const { target, env, backup, ledger } = await backedUp();
  await ledger.close();
  chmodSync(backup, 0o644);

  expect(await nissmart(['restore', backup], { env })).toMatchObject({ code: 0 });
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

test('When the database is named by a link, then the file that it leads to is replaced, and not the link', async () => {
  const { target, wallet, backup, ledger } = await backedUp();
  await ledger.close();
  const link = join(temporaryFolder(), 'ledger.db');
  symlinkSync(target, link);
  const env = { DATABASE_URL: `sqlite:${link}` };

  expect(await nissmart(['restore', backup], { env })).toMatchObject({ code: 0 });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(await postedOf(target, wallet)).toBe(1_000);
  const [kept = ''] = keptIn(target);
  expect(await postedOf(kept, wallet)).toBe(1_007);

  const other = join(temporaryFolder(), 'other.db');
  linkSync(target, other);
  for (const file of [target, other]) {
    expect(await nissmart(['restore', file], { env })).toMatchObject({
      code: 2,
      stderr: `nissmart: ${file} is the database itself\n`,
    });
  }
});

test('When a copy is put by hand beside the log of another database, then nothing opens it by a link either', async () => {
  const { target, backup } = await backedUp();
  const copied = join(temporaryFolder(), 'ledger.db');
  copyFileSync(`${target}-wal`, `${copied}-wal`);
  copyFileSync(backup, copied);
  const link = join(temporaryFolder(), 'ledger.db');
  symlinkSync(copied, link);

  const { code, stderr } = await nissmart(['verify'], { env: { DATABASE_URL: `sqlite:${link}` } });

  expect(code).toBe(2);
  expect(stderr).toContain(`${copied}-wal belongs to another database`);
  expect(readFileSync(copied)).toEqual(readFileSync(backup));
});
