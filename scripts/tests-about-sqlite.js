// Which tests are about SQLite itself, and so cannot run on another engine: those that open its files with a driver of their
// own, read its plans or listen to its driver, by themselves or by a helper, and those whose name says so, `*.sqlite.test.ts`.
// Any other test runs on both engines.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MARKS = [
  /\.sqlite\.test\.ts$/,
  /^better-sqlite3$/,
  /\/test\/support\/(raw|plans|statements)\.ts$/,
  /\/server\/storage\/(sqlite-\w+|text-functions|local-connection|file-snapshot|thread\/.*)\.ts$/,
];

/**
 * Lists the modules that a file loads; those that only lend it their types are none.
 *
 * @param {string} file
 */
function importsOf(file) {
  const imports = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[^;']*\sfrom\s+)?'([^']+)';/gm,
  );
  return Array.from(imports, ([, name = '']) =>
    name.startsWith('.') ? join(dirname(file), name).replace(/\.js$/, '.ts') : name,
  );
}

/**
 * Lists the test files below folders that are about SQLite itself.
 *
 * @param {string} root
 * @param {readonly string[]} folders
 */
export function testsAboutSqlite(root, folders) {
  /** @type {Map<string, boolean>} */
  const known = new Map();
  /** @type {(file: string) => boolean} */
  const isAbout = (file) => {
    const answer = known.get(file);
    if (answer !== undefined) return answer;
    if (MARKS.some((mark) => mark.test(file))) return true;
    known.set(file, false);
    const inside = file.startsWith(join(root, 'test/')) && existsSync(file);
    const found = inside && importsOf(file).some(isAbout);
    known.set(file, found);
    return found;
  };
  return folders.flatMap((folder) => globSync(join(root, folder, '**/*.test.ts'))).filter(isAbout);
}
