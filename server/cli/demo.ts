import type { Command } from 'commander';
import type { OpenServices } from '../app/services.js';
import { ExitError } from '../config/exit-error.js';
import { withServices } from './database.js';

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'Fill an empty database with six months of demo data; a fill that was interrupted is completed.',
    )
    .action(async () => withServices(fillEmpty, { create: true }));
}

async function fillEmpty(services: OpenServices): Promise<void> {
  const { readDemoState } = await import('../demo/state.js');
  const { fillIn } = await import('../process/fill-demo.js');
  const { signInTable } = await import('../process/sign-in-table.js');
  const state = await readDemoState(services.storage.reader, services.clock.now());
  if (state.kind === 'complete') throw new ExitError('the demo data is in this database already');
  if (state.kind === 'in use') {
    throw new ExitError('this database has customers of its own; demo data goes into an empty one only');
  }
  await fillIn(services, state.start);
  console.log(`\n${signInTable()}`);
}
