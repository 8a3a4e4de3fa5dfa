import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addExport } from '../../../server/cli/export/export.js';
import { runHere } from '../../support/command-line.js';
import type { World } from './world.js';

/** Runs `nissmart export …` in this process and returns its output. */
export async function exportByCommandLine(world: World, args: readonly string[]): Promise<string> {
  const out = join(world.folder, 'export');
  try {
    await runHere(world.databaseUrl, addExport, ['export', ...args, '--out', out]);
    return readFileSync(out, 'utf8');
  } finally {
    rmSync(out, { force: true });
  }
}
