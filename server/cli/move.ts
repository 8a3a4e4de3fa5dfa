import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfig, type Config } from '../config/config.js';
import { isPostgres, nameOfDatabase, placeOfKeys } from '../config/database-url.js';
import { ExitError } from '../config/exit-error.js';
import { opening } from '../process/opening.js';
import { keysForServer } from './key-places.js';

interface Options {
  readonly from: string;
  readonly to?: string;
  readonly key?: string;
}

export function addMove(program: Command): void {
  program
    .command('move')
    .description(
      'Copy a whole ledger from SQLite to an empty database on PostgreSQL, and prove that both hold the same. The source stays as it is; nothing may use it meanwhile. A move that was interrupted goes on where it was.',
    )
    .requiredOption('--from <url>', 'sqlite:<path>')
    .option('--to <url>', 'postgres://…; else DATABASE_URL, where no list of processes shows its password')
    .option(
      '--key <file>',
      'the keys that checkpoints may be signed by, PEM; else those of the signing key’s file',
    )
    .action(async ({ from, to, key }: Options) => {
      const config = readConfig(process.env);
      const target = to ?? config.databaseUrl;
      const path = pathOfSource(from, target);
      const { openSource } = await import('../storage/copy/source.js');
      const source = await opening(from, async () => Promise.resolve(openSource(path)));
      try {
        const { fillPostgres } = await import('./fill-postgres.js');
        await fillPostgres(source, target, { keyFile: key ?? config.signingKeyFile, beside: path });
      } finally {
        source.close();
      }
      for (const line of linesAfter(path, target, config)) console.log(line);
    });
}

/** @throws ExitError */
function pathOfSource(from: string, target: string): string {
  if (isPostgres(from)) {
    throw new ExitError(
      'from PostgreSQL a ledger moves as a backup, which is a SQLite database: stop its servers, and run nissmart backup <file>',
      2,
    );
  }
  const path = /^sqlite:(.+)/.exec(from)?.[1];
  if (path === undefined || path === ':memory:') throw new ExitError('--from must be sqlite:<path>', 2);
  if (!isPostgres(target)) throw new ExitError('--to must be postgres://…', 2);
  if (!existsSync(path)) throw new ExitError(`there is no database at ${path}`);
  return path;
}

function linesAfter(path: string, target: string, config: Config): string[] {
  return [
    `${nameOfDatabase(target)} has the whole ledger now; ${path} is as it was. Start no server on that any more`,
    ...keysForServer(placeOfKeys(target), config, path),
  ];
}
