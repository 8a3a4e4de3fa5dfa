// Fails when a saver's first page needs more JavaScript than the budget allows. Vite's manifest says which files those are.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

/**
 * Budget of a page, in bytes: a tenth more than it needs, because a chunk cut in a new way easily brings 30 kB that nobody
 * asked for.
 */
const BUDGET_BYTES = 175_000;
/** Modules loaded before a saver sees their wallets, an operator the console's first page, and anybody the sign-in. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'wallets of a saver': [
    'index.html',
    'src/app/layouts/SaverLayout.vue',
    'src/saver/wallets/WalletsPage.vue',
  ],
  'console’s overview': [
    'index.html',
    'src/app/layouts/ConsoleLayout.vue',
    'src/console/overview/OverviewPage.vue',
  ],
  'sign-in': ['index.html', 'src/app/layouts/AuthLayout.vue', 'src/sign-in/SignInPage.vue'],
};

const dist = fileURLToPath(new URL('../dist/dashboard/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;

for (const [page, entries] of Object.entries(PAGES)) {
  const bytes = [...filesOf(entries)].reduce(
    (sum, file) => sum + gzipSync(readFileSync(dist + file)).length,
    0,
  );
  const verdict = bytes > BUDGET_BYTES ? 'over' : 'within';
  console.log(
    `${page}: ${(bytes / 1_000).toFixed(1)} kB of JavaScript, gzipped, ${verdict} the budget of ${String(BUDGET_BYTES / 1_000)} kB`,
  );
  if (bytes > BUDGET_BYTES) process.exitCode = 1;
}

/** Lists the files of these chunks and of all that they import statically, each only once. */
function filesOf(entries: readonly string[], found = new Set<string>()): Set<string> {
  for (const entry of entries) {
    const chunk = manifest[entry];
    if (!chunk) throw new Error(`The build has no ${entry}`);
    if (found.has(chunk.file)) continue;
    found.add(chunk.file);
    filesOf(chunk.imports ?? [], found);
  }
  return found;
}
