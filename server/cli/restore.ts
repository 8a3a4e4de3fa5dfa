import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig, type Config } from '../config/config.js';
import { ExitError } from '../config/exit-error.js';
import { makeFolder } from '../files/flush.js';
import { opening } from '../process/opening.js';
import { isPostgres, nameOfDatabase, placeOfKeys } from '../config/database-url.js';
import { keysForServer } from './key-places.js';
import { verifyDatabase } from './verify.js';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description(
      'Put a backup in the place of the database, once its books are proved. What was there is kept under another name. Nothing may use the database meanwhile. On PostgreSQL the database must be empty.',
    )
    .argument('<file>', 'what nissmart backup has written; it stays as it is')
    .option(
      '--key <file>',
      'the keys that the backup may be signed by, PEM; else those of the signing key’s file',
    )
    .action(async (file: string, { key }: { key?: string }) => {
      const config = readConfig(process.env);
      if (!existsSync(file)) throw new ExitError(`there is no backup at ${file}`);
      if (isPostgres(config.databaseUrl)) return restoreToPostgres(file, config, key);
      const configured = targetOf(config);
      if (isSameFile(file, configured)) throw new ExitError(`${file} is the database itself`, 2);
      makeFolder(dirname(resolve(configured)));
      // Native modules load only once the configuration is known to be right.
      const { copyForRestoring, putInPlace, removeCopy } = await import('../storage/sqlite-restore.js');
      const { placeOf } = await import('../storage/fit-to-open.js');
      await assertBackup(file);
      const target = placeOf(configured);
      const copy = await copyForRestoring(file, target);
      try {
        await proveCopy(copy, configured, config, key);
        const kept = await opening(config.databaseUrl, async () =>
          Promise.resolve(putInPlace(copy, target, new Date())),
        );
        if (kept !== undefined) console.log(`What was there is kept as ${kept}`);
        console.log(`${target} is the backup ${file} now`);
        for (const line of keysForServer(configured, config)) console.log(line);
      } finally {
        removeCopy(copy);
      }
    });
}

/** Copies a backup into an empty database, brought up to date on the way; one that was interrupted goes on. */
async function restoreToPostgres(file: string, config: Config, key: string | undefined): Promise<void> {
  await assertBackup(file);
  const { copyForRestoring, removeCopy } = await import('../storage/sqlite-restore.js');
  const { openDatabase } = await import('../storage/sqlite-open.js');
  const { openBackup } = await import('../storage/copy/source.js');
  const { databaseUrl } = config;
  const beside = placeOfKeys(databaseUrl);
  const copy = await copyForRestoring(file, file);
  try {
    // Nobody else knows of the copy, so that it need not survive a crash.
    (await opening(`sqlite:${file}`, async () => openDatabase({ path: copy, durable: false }))).close();
    const backup = openBackup(copy);
    try {
      const { fillPostgres } = await import('./fill-postgres.js');
      await fillPostgres(backup, databaseUrl, { keyFile: key ?? config.signingKeyFile, beside });
    } finally {
      backup.close();
    }
  } finally {
    removeCopy(copy);
  }
  console.log(`${nameOfDatabase(databaseUrl)} is the backup ${file} now`);
  for (const line of keysForServer(beside, config)) console.log(line);
}

/** @throws ExitError */
async function assertBackup(file: string): Promise<void> {
  const { mistakeInBackup } = await import('../storage/fit-to-open.js');
  const mistake = await opening(`sqlite:${file}`, async () => Promise.resolve(mistakeInBackup(file)));
  if (mistake !== undefined) throw new ExitError(`${file} ${mistake}`);
}

function targetOf({ databaseUrl }: Config): string {
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
