import { existsSync } from 'node:fs';
import type { Config } from '../config/config.js';
import { defaultEncryptionKeyFile } from '../keys/encryption-key.js';
import { defaultKeyFile } from '../keys/key-ring.js';

type KeyFiles = Pick<Config, 'signingKeyFile' | 'encryptionKeyFile'>;

/** A key that is in no database and no backup, and the file that a server reads it from. */
interface KeyPlace {
  readonly key: string;
  readonly path: string;
  readonly variable: string;
  /** Consequence of its absence. */
  readonly without: string;
}

/** @param beside The database, or what stands for it, beside which keys lie where no files are configured. */
function keyPlaces(beside: string, { signingKeyFile, encryptionKeyFile }: KeyFiles): KeyPlace[] {
  return [
    {
      key: 'signing key',
      path: signingKeyFile ?? defaultKeyFile(beside),
      variable: 'NISSMART_SIGNING_KEY_FILE',
      without: 'nothing is signed',
    },
    {
      key: 'encryption key',
      path: encryptionKeyFile ?? defaultEncryptionKeyFile(beside),
      variable: 'NISSMART_ENCRYPTION_KEY_FILE',
      without: 'codes from apps sign nobody in',
    },
  ];
}

/** Says of each key that it is not in a backup, and where it is. */
export function keysOutsideBackup(beside: string, files: KeyFiles): string[] {
  return keyPlaces(beside, files).map(({ key, path }) =>
    existsSync(path)
      ? `The ${key} is not in it; keep a copy of ${path} elsewhere`
      : `The ${key} is not in it, and not at ${path} either`,
  );
}

/** Says of each key whether a server on a database finds it. @param from A place that it may be copied from. */
export function keysForServer(beside: string, files: KeyFiles, from?: string): string[] {
  const earlier = from === undefined ? [] : keyPlaces(from, files);
  return keyPlaces(beside, files).map(({ key, path, variable, without }, index) => {
    if (existsSync(path)) return `The ${key} is at ${path}`;
    const there = earlier[index]?.path;
    const source = there !== undefined && existsSync(there) ? `copy ${there} there` : 'put its file there';
    return `There is no ${key} at ${path}, and without it ${without}: ${source}, or name it with ${variable}`;
  });
}
