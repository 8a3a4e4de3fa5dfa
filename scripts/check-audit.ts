// Asks the registry for known vulnerabilities of packages that run in production, and fails when one is serious. A registry
// that does not answer, or has no such answers, is reported and fails nothing.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readAllowances, seriousProblems } from './audit-report.js';

const WAIT_MS = 30_000;
const ALLOWED = 'scripts/audit-allowed.json';

const root = fileURLToPath(new URL('..', import.meta.url));
const allowances = readAllowances(readFileSync(`${root}${ALLOWED}`, 'utf8'));
const npm = process.env.npm_execpath;
if (npm === undefined) throw new Error('Start it by `npm run check:audit`, so that it finds npm');

const { stdout } = spawnSync(
  process.execPath,
  [npm, 'audit', '--omit=dev', '--json', '--fetch-retries=0', `--fetch-timeout=${String(WAIT_MS)}`],
  { cwd: root, encoding: 'utf8', timeout: WAIT_MS, stdio: ['ignore', 'pipe', 'ignore'] },
);
const problems = seriousProblems(stdout, allowances, new Date().toISOString().slice(0, 10));
if (!problems) console.log('NOT AUDITED: the registry gives no answer about known vulnerabilities.');
else if (problems.length === 0) console.log('No serious vulnerability is known in what runs in production.');
else {
  for (const problem of problems) console.error(problem);
  console.error(
    `Update these packages. Where there is nothing to update to and it does no harm here, say so in ${ALLOWED}.`,
  );
  process.exitCode = 1;
}
