import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { addExport } from '../../../server/cli/export/export.js';
import type { World } from './world.js';

/**
 * Runs `nissmart export …` in this process and returns its output: on a database that a server is using, with nothing else
 * in its environment.
 */
export async function exportByCommandLine(world: World, args: readonly string[]): Promise<string> {
  const out = join(world.folder, 'export');
  const { env } = process;
  const write = process.stderr.write.bind(process.stderr);
  const listeners = (['SIGINT', 'SIGTERM'] as const).map(
    (signal) => [signal, process.listeners(signal)] as const,
  );
  process.env = { PATH: env.PATH, DATABASE_URL: world.databaseUrl };
  // It says how many lines there were.
  process.stderr.write = () => true;
  try {
    const program = new Command('nissmart').exitOverride();
    addExport(program);
    await program.parseAsync(['export', ...args, '--out', out], { from: 'user' });
    return readFileSync(out, 'utf8');
  } finally {
    process.env = env;
    process.stderr.write = write;
    for (const [signal, before] of listeners) {
      for (const listener of process.listeners(signal)) {
        if (!before.includes(listener)) process.removeListener(signal, listener);
      }
    }
    rmSync(out, { force: true });
  }
}
