import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultEncryptionKeyFile, openEncryptionKey } from '../../server/keys/encryption-key.js';
import { defaultKeyFile, openKeyRing } from '../../server/keys/key-ring.js';
import { openStorage } from '../../server/storage/orm.js';
import { newPostgresDatabase, POSTGRES, removePostgresDatabase } from './postgres.js';

/** A database of one test's own, migrated and empty. */
export interface EmptyDatabase {
  readonly url: string;
  /** Variables that name the files of a server's keys, where they do not lie beside the database. */
  readonly keyFiles: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/** Makes a database on the engine that the tests of this run are for. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  return POSTGRES === undefined ? copyOfMigrated() : onPostgres(POSTGRES);
}

async function onPostgres(server: string): Promise<EmptyDatabase> {
  const url = await newPostgresDatabase(server);
  const keys = mkdtempSync(join(process.env.TEST_RUN_FOLDER ?? '', 'keys-'));
  const keyFiles = keyFilesIn(keys);
  return { url, keyFiles, remove: async () => removePostgresDatabase(server, url) };
}

/** Copies a SQLite database that was migrated before, which takes longer. */
async function copyOfMigrated(): Promise<EmptyDatabase> {
  const run = process.env.TEST_RUN_FOLDER ?? '';
  const folder = mkdtempSync(join(run, 'database-'));
  const migrated = join(run, 'migrated.db');
  if (!existsSync(migrated)) {
    const path = join(folder, 'migrated.db');
    await (await openStorage(`sqlite:${path}`)).close();
    // Another worker may have put its own there meanwhile, which is as good.
    renameSync(path, migrated);
  }
  const path = join(folder, 'ledger.db');
  copyFileSync(migrated, path);
  return {
    url: `sqlite:${path}`,
    keyFiles: {},
    async remove() {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** Makes the keys of a server whose database is elsewhere. */
export function keyFilesIn(folder: string): Record<string, string> {
  const beside = join(folder, 'nissmart');
  openKeyRing(beside, undefined);
  openEncryptionKey(beside, undefined, []);
  return {
    NISSMART_SIGNING_KEY_FILE: defaultKeyFile(beside),
    NISSMART_ENCRYPTION_KEY_FILE: defaultEncryptionKeyFile(beside),
  };
}
