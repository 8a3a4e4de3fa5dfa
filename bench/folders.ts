import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../data/', import.meta.url));
const made: string[] = [];

/**
 * Makes a folder on the disk that holds the checkout: a temporary one may lie in memory, where a flush costs nothing. It is
 * gone when the process ends, however a benchmark ended.
 */
export function makeFolder(): string {
  if (made.length === 0) {
    process.once('exit', () => {
      for (const folder of made) rmSync(folder, { recursive: true, force: true });
    });
    process.once('SIGINT', () => process.exit(130));
  }
  mkdirSync(DATA, { recursive: true });
  const folder = mkdtempSync(join(DATA, 'bench-'));
  made.push(folder);
  return folder;
}
