// `npm run check` runs the tests, unless `npm test` has just passed on exactly this tree: continuous integration calls both,
// and a second run of the same tests on the same files would only take as long again. As a reporter of Jest, this file
// remembers such a pass.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const record = join(root, 'node_modules/.cache/nissmart/tests-passed');

/** Hashes all files of the project, and whatever else decides the results of the tests; undefined without Git. */
function fingerprint() {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (git.status !== 0) return undefined;
  const hash = createHash('sha256').update(`${process.version} ${process.env.CI ?? ''}\0`);
  for (const name of git.stdout.split('\0').sort()) {
    const file = join(root, name);
    if (name !== '' && existsSync(file)) hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Remembers the tree that all tests have passed on, if it was the same from the first test to the last. */
export default class PassRecorder {
  /** @type {string | undefined} */
  #before;

  onRunStart() {
    rmSync(record, { force: true });
    // With arguments only some of the tests are run.
    this.#before = process.argv.length === 2 ? fingerprint() : undefined;
  }

  /**
   * @param {unknown} _contexts
   * @param {{ numFailedTests: number, numFailedTestSuites: number, runExecError?: unknown, wasInterrupted: boolean }} results
   *   Jest's AggregatedResult; its `success` is only set once all reporters are done.
   */
  onRunComplete(_contexts, { numFailedTests, numFailedTestSuites, runExecError, wasInterrupted }) {
    const passed =
      numFailedTests + numFailedTestSuites === 0 && runExecError === undefined && !wasInterrupted;
    if (!passed || this.#before === undefined || this.#before !== fingerprint()) return;
    mkdirSync(dirname(record), { recursive: true });
    writeFileSync(record, this.#before);
  }
}

function main() {
  if (existsSync(record) && readFileSync(record, 'utf8') === fingerprint()) {
    process.stdout.write('All tests have passed on exactly these files; they are not run again.\n');
    return;
  }
  process.exitCode = spawnSync('npm', ['test'], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
