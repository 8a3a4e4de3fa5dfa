import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Sealer, SECRET_BYTES } from '../identity/factors/sealer.js';
import { ExitError } from '../config/exit-error.js';
import { makeKeyFile } from './key-file.js';

/** Default path of the key file: beside the database, never in it. */
export function defaultEncryptionKeyFile(databasePath: string): string {
  return `${databasePath}.encryption-key`;
}

/**
 * Reads the key that secrets in the database are encrypted under: 32 random bytes in base64, on one line. Without a
 * configured file, the one beside the database is made the first time, readable by its owner only. Where a database that
 * has secrets came without its key, as a backup does, none is made: a new one would open nothing.
 *
 * @param given The configured file.
 * @param inUse The ids of the keys that secrets in the database are encrypted under.
 * @returns Undefined where the key is missing.
 * @throws ExitError
 */
export function openEncryptionKey(
  databasePath: string,
  given: string | undefined,
  inUse: readonly string[],
): Sealer | undefined {
  const path = given ?? defaultEncryptionKeyFile(databasePath);
  if (given === undefined && !existsSync(path)) {
    if (inUse.length > 0) return undefined;
    makeKeyFile(path, `${randomBytes(SECRET_BYTES).toString('base64')}\n`);
  }
  return new Sealer(secretIn(path));
}

function secretIn(path: string): Buffer {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw unusable(path, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const secret = Buffer.from(text, 'base64');
  if (secret.length !== SECRET_BYTES || secret.toString('base64') !== text)
    throw unusable(path, `is not ${String(SECRET_BYTES)} bytes in base64`);
  return secret;
}

function unusable(path: string, what: string): ExitError {
  return new ExitError(`the encryption key file ${path} ${what}`, 2);
}
