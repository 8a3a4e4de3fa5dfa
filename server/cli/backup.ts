import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { ExitError } from '../config/exit-error.js';
import { withServices } from './database.js';
import { keysOutsideBackup } from './key-places.js';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description(
      'Copy the database, also while servers write to it. The copy is one moment of it, in one file: a SQLite database, from PostgreSQL as well.',
    )
    .argument('<file>', 'the file to make; it must not exist yet')
    .action(async (file: string) => {
      await withServices(async ({ storage }, config) => {
        if (existsSync(file)) throw new ExitError(`${file} exists already`);
        const folder = dirname(resolve(file));
        if (!existsSync(folder)) throw new ExitError(`there is no folder ${folder}`);
        const { bytes, transactions } = await storage.backup(file);
        const size = (bytes / 1024 / 1024).toFixed(1);
        console.log(`${file}: ${size} MiB with ${transactions} transactions, opened and found intact`);
        for (const line of keysOutsideBackup(storage.path, config)) console.log(line);
      });
    });
}
