import type { Command } from 'commander';
import { withServices } from './database.js';

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      'Bring the tables of the database up to date, making it if need be. A server does this at start, too.',
    )
    .action(async () => {
      await withServices(async ({ storage }) => console.log(`${storage.name} is up to date`), {
        create: true,
      });
    });
}
