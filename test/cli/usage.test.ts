import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/ledger.js';
import { nissmart, PROJECT } from '../support/process.js';

const VERBS = {
  serve: 'Serve GraphQL and REST',
  migrate: 'Bring the tables of the database up to date',
  move: 'Copy a whole ledger from SQLite to an empty database on PostgreSQL',
  demo: 'Fill an empty database with six months of demo data',
  verify: 'Prove the books',
  'verify-receipt': 'Check the receipt of an entry',
  backup: 'Copy the database',
  export: 'Write transactions or entries out as CSV or NDJSON',
  user: 'Make, list, suspend, reactivate, export and close users, make API tokens for them, and remove second factors',
};

test('When it is asked for help, then it names every verb, and when it is asked for its version, then that of the package', async () => {
  const help = await nissmart(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const verb of Object.keys(VERBS)) expect(help.stdout).toMatch(new RegExp(`^  ${verb}\\b`, 'm'));

  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  expect(await nissmart(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each(Object.entries(VERBS))(
  'When %s is asked for help, then it says what it does',
  async (verb, purpose) => {
    const { code, stdout, stderr } = await nissmart([verb, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replace(/\s+/g, ' ')).toContain(purpose);
  },
);

describe('A verb that is used in a wrong way says so in one line, points to the help, and exits with 2', () => {
  test.each([
    [['bogus'], "unknown command 'bogus'"],
    [['verify', '--fast'], "unknown option '--fast'"],
    [['migrate', 'now'], "too many arguments for 'migrate'. Expected 0 arguments but got 1."],
    [['backup'], "missing required argument 'file'"],
    [['user', 'create', '--name', 'Amina'], "required option '--email <email>' not specified"],
    [
      ['user', 'create', '--email', 'a@example.com', '--name', 'Amina', '--role', 'boss'],
      "option '--role <role>' argument 'boss' is invalid. Allowed choices are customer, analyst, operator.",
    ],
  ])('%j', async (args, line) => {
    expect(await nissmart(args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `nissmart: ${line}\n(--help shows what there is)\n`,
    });
  });
});

test('When no verb is given, then it shows the help and exits with 2', async () => {
  const { code, stderr } = await nissmart([]);
  expect(code).toBe(2);
  expect(stderr).toContain('Usage: nissmart');
});

test.each([['verify'], ['backup', 'copy.db'], ['export', 'entries'], ['user', 'list']])(
  'When there is no database, then %s says so, exits with 1 and makes none',
  async (...args) => {
    const path = join(temporaryFolder(), 'mistyped.db');
    expect(await nissmart(args, { env: { DATABASE_URL: `sqlite:${path}` } })).toEqual({
      code: 1,
      stdout: '',
      stderr: `nissmart: there is no database at ${path}\n`,
    });
    expect(existsSync(path)).toBe(false);
  },
);

test('When the database is one in memory, then a verb says that it cannot reach it and exits with 2', async () => {
  expect(await nissmart(['demo'], { env: { DATABASE_URL: 'sqlite::memory:' } })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'nissmart: DATABASE_URL is sqlite::memory:, a database that only its own server can open\n',
  });
});

test('When the configuration has mistakes, then every verb names them and exits with 2', async () => {
  expect(await nissmart(['migrate'], { env: { DATABASE_URL: 'oracle:', LOG_LEVEL: 'loud' } })).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'nissmart: DATABASE_URL must be sqlite:<path>, sqlite::memory: or postgres://…\n' +
      'nissmart: LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent\n',
  });
});
