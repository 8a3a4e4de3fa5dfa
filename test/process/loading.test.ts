import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/ledger.js';
import { PROJECT, serve, type Serving } from '../support/process.js';

/** Packages that are for what few servers do, or not at each start. */
const SELDOM = [
  '@mikro-orm/migrations',
  '@simplewebauthn/server',
  'altair-static',
  'cli-progress',
  'nodemailer',
  'openid-client',
  'pino-pretty',
] as const;

/** Module for `--import` that writes the address of each module of the program to a file, as it is loaded. */
function recorderTo(file: string): string {
  const source = `import { appendFileSync } from 'node:fs';
    import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(file)}, url + '\\n'); return next(url, context); } });`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** Starts a server and returns it with a function that lists those of the seldom used packages that it has loaded. */
async function recorded(databaseUrl: string): Promise<Serving & { loaded: () => string[] }> {
  const file = join(temporaryFolder(), 'modules');
  const serving = await serve({ DATABASE_URL: databaseUrl }, { nodeArgs: ['--import', recorderTo(file)] });
  return {
    ...serving,
    loaded() {
      const urls = readFileSync(file, 'utf8');
      return SELDOM.filter((name) => urls.includes(`/node_modules/${name}/`));
    },
  };
}

test('A server loads what migrations need when there are some to run, the explorer when it is asked for, and else neither', async () => {
  const databaseUrl = `sqlite:${join(temporaryFolder(), 'nissmart.db')}`;

  const first = await recorded(databaseUrl);
  expect(first.loaded()).toEqual(['@mikro-orm/migrations']);
  await first.process.stop();

  const second = await recorded(databaseUrl);
  expect(second.loaded()).toEqual([]);
  const explorer = await fetch(`${second.url}/explorer`);
  expect([explorer.status, await explorer.text()]).toEqual([200, expect.stringContaining('<app-root')]);
  expect(second.loaded()).toEqual(['altair-static']);
});

/** An installation with links to the packages of this one and a folder of its own for what they keep. */
function installation(): string {
  const folder = temporaryFolder();
  for (const part of ['bin', 'dist', 'package.json']) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  mkdirSync(join(folder, 'scripts'));
  cpSync(join(PROJECT, 'scripts/build-if-needed.js'), join(folder, 'scripts/build-if-needed.js'));
  const packages = join(folder, 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(PROJECT, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(PROJECT, 'node_modules', name), join(packages, name));
  }
  return folder;
}

async function migrated(folder: string): Promise<string> {
  const env = { PATH: process.env.PATH, DATABASE_URL: `sqlite:${join(temporaryFolder(), 'nissmart.db')}` };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['bin/nissmart.js', 'migrate'], {
    ...{ cwd: folder, env },
  });
  return stdout.replace(/^.*nissmart\.db/, 'it') + stderr;
}

test('Compiled code is kept beside the packages, and a command runs just as well where it cannot be', async () => {
  const folder = installation();
  const cache = join(folder, 'node_modules/.cache');

  expect(await migrated(folder)).toBe('it is up to date\n');
  expect(existsSync(join(cache, 'nissmart'))).toBe(true);

  const barred = installation();
  // A file in the place of the folder: not even root can write beneath it.
  writeFileSync(join(barred, 'node_modules/.cache'), '');
  expect(await migrated(barred)).toBe('it is up to date\n');
});
