import type { Command } from 'commander';
import { readConfig } from '../config/config.js';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('Serve GraphQL and REST until SIGTERM or SIGINT. `npm start` does this.')
    .action(async () => {
      const config = readConfig(process.env);
      const { serve } = await import('../process/serve.js');
      // Ends the process even if something still holds the event loop: the work is done.
      process.exit(await serve(config));
    });
}
