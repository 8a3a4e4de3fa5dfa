// Compiles server/ and dashboard/ into dist/, unless dist/ already is the build of exactly these sources.
// `node scripts/build-if-needed.js --force` compiles in any case, and checks the server's types while it does.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stamp = 'sources.sha256';

/** @param {{ force?: boolean }} [options] */
export async function buildIfNeeded({ force = false } = {}) {
  // An installed image carries dist/ without the sources: there is nothing to compare and nothing to build.
  if (!existsSync(join(root, 'server'))) return;
  const sources = fingerprint();
  if (!force && isBuildOf(sources)) return;
  await build(sources, force);
}

/** Hashes names and contents: file times say nothing after a checkout, a copy or a deleted file. */
function fingerprint() {
  const files = ['server', 'dashboard']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
  const settings = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'vite.config.ts',
    'bin/runtime.js',
  ];
  const hash = createHash('sha256');
  for (const file of [...files.sort(), ...settings.map((name) => join(root, name))]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} sources */
function isBuildOf(sources) {
  try {
    return readFileSync(join(dist, stamp), 'utf8') === sources;
  } catch {
    return false;
  }
}

/**
 * Builds beside dist/ and moves the result into place, so that two processes may build at once and
 * neither ever runs a half-written dist/.
 *
 * @param {string} sources
 * @param {boolean} force
 */
async function build(sources, force) {
  const startedAt = performance.now();
  process.stderr.write('Building nissmart, once for these sources; it may take half a minute.\n');
  const fresh = join(root, `.dist-${process.pid}`);
  const built = await compile(fresh, force);
  if (built) {
    writeFileSync(join(fresh, stamp), sources);
    if (force || !isBuildOf(sources)) replaceDist(fresh);
  }
  rmSync(fresh, { recursive: true, force: true });
  if (!built) fail('The build failed.');
  process.stderr.write(`Built in ${secondsSince(startedAt)} s.\n`);
}

/**
 * Compiles the server and the dashboard side by side. Types are only checked by the build that is asked for: it takes three
 * times as long, and whoever starts the server wants it to run.
 *
 * @param {string} target
 * @param {boolean} checked
 */
async function compile(target, checked) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  if (!existsSync(tsc)) fail('nissmart is not built and its compiler is not installed: run `npm ci` first.');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const unchecked = checked ? [] : ['--noCheck'];
  const done = await Promise.all([
    step('the server', [tsc, '-p', 'tsconfig.build.json', ...unchecked, '--outDir', target]),
    step('the dashboard', [vite, 'build', '--logLevel', 'warn', '--outDir', join(target, 'dashboard')]),
  ]);
  return done.every(Boolean);
}

/**
 * Says what is being done before it is, and how long it took after it: silence looks like a hang.
 *
 * @param {string} what
 * @param {string[]} args
 */
async function step(what, args) {
  const startedAt = performance.now();
  process.stderr.write(`  ${what} …\n`);
  const done = await run(args);
  process.stderr.write(`  ${what}: ${done ? `${secondsSince(startedAt)} s` : 'failed'}\n`);
  return done;
}

/** @param {number} startedAt */
function secondsSince(startedAt) {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}

/**
 * @param {string[]} args
 * @returns {Promise<boolean>}
 */
async function run(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status === 0));
  });
}

/** @param {string} fresh */
function replaceDist(fresh) {
  const old = `${fresh}.old`;
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch (error) {
    // Another process put its own build there in between; it is as good as this one.
    if (!existsSync(join(dist, stamp))) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildIfNeeded({ force: process.argv.includes('--force') });
