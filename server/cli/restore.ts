import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig, type Config } from '../config/config.js';
import { ExitError } from '../config/exit-error.js';
import { makeFolder } from '../files/flush.js';
import { opening } from '../process/opening.js';
import { isPostgres } from '../config/database-url.js';
import { verifyDatabase } from './verify.js';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description(
      'Put a backup in the place of the database, once its books are proved. What was there is kept under another name. Nothing may use the database meanwhile.',
    )
    .argument('<file>', 'what nissmart backup has written; it stays as it is')
    .option(
      '--key <file>',
      'the keys that the backup may be signed by, PEM; else those of the signing key’s file',
    )
    .action(async (file: string, { key }: { key?: string }) => {
      const config = readConfig(process.env);
      const configured = targetOf(config);
      if (!existsSync(file)) throw new ExitError(`there is no backup at ${file}`);
      if (isSameFile(file, configured)) throw new ExitError(`${file} is the database itself`, 2);
      makeFolder(dirname(resolve(configured)));
      // Native modules load only once the configuration is known to be right.
      const { copyForRestoring, putInPlace, removeCopy } = await import('../storage/sqlite-restore.js');
      const { mistakeInBackup, placeOf } = await import('../storage/fit-to-open.js');
      const mistake = await opening(`sqlite:${file}`, async () => Promise.resolve(mistakeInBackup(file)));
      if (mistake !== undefined) throw new ExitError(`${file} ${mistake}`);
      const target = placeOf(configured);
      const copy = await copyForRestoring(file, target);
      try {
        await proveCopy(copy, configured, config, key);
        const kept = await opening(config.databaseUrl, async () =>
          Promise.resolve(putInPlace(copy, target, new Date())),
        );
        if (kept !== undefined) console.log(`What was there is kept as ${kept}`);
        console.log(`${target} is the backup ${file} now`);
      } finally {
        removeCopy(copy);
      }
    });
}

function targetOf({ databaseUrl }: Config): string {
  if (isPostgres(databaseUrl)) {
    throw new ExitError('a database on PostgreSQL is restored by its own tools, such as pg_restore', 2);
  }
  const path = databaseUrl.slice('sqlite:'.length);
  if (path !== ':memory:') return path;
  throw new ExitError('DATABASE_URL is sqlite::memory:, which nothing can be restored to', 2);
}

/** Compares the files and not their names, which may differ. */
function isSameFile(one: string, other: string): boolean {
  if (!existsSync(other)) return false;
  const [a, b] = [statSync(one), statSync(other)];
  return a.dev === b.dev && a.ino === b.ino;
}

/** Opens the copy, which brings its tables up to date, and proves its books. @throws ExitError */
async function proveCopy(
  copy: string,
  configured: string,
  config: Config,
  key: string | undefined,
): Promise<void> {
  const databaseUrl = `sqlite:${copy}`;
  const { openServices } = await import('../app/services.js');
  const services = await opening(databaseUrl, async () => openServices({ ...config, databaseUrl }));
  try {
    await verifyDatabase(services, { keyFile: key ?? config.signingKeyFile, beside: configured });
  } finally {
    await services.close();
  }
}
