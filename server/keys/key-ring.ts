import { generateKeyPairSync } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { KeyRing, UsedKey } from '../ledger/proof/keys.js';
import { SigningKey, VerifyingKey } from '../ledger/proof/signing-key.js';
import { ExitError } from '../config/exit-error.js';
import { flushFolderOf } from '../files/flush.js';
import { OWNER_ONLY } from '../files/private-file.js';
import { makeKeyFile } from './key-file.js';

const PEM_BLOCK = /-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g;

/** Default path of the key file: beside the database, never in it. */
export function defaultKeyFile(databasePath: string): string {
  return `${databasePath}.signing-key.pem`;
}

/**
 * Reads the key, a PKCS#8 PEM block; public keys may follow it. Without a configured file, the one beside the database is
 * made the first time, readable by its owner only. A missing key is never replaced automatically: where a signed database
 * came without its key, as a backup does, there is none until `nissmart signing-key new` makes one.
 *
 * @param given The configured file.
 * @param used The keys that the database was signed with.
 * @throws ExitError
 */
export function openKeyRing(
  databasePath: string,
  given: string | undefined,
  used: readonly UsedKey[] = [],
): KeyRing {
  const path = given ?? defaultKeyFile(databasePath);
  if (given === undefined && !existsSync(path)) {
    if (used.length > 0) return { signing: undefined, trusted: [], unknown: used };
    makeKeyFile(path, newPrivateKey());
  }
  const [first, ...others] = pemBlocks(path);
  if (first?.type !== 'PRIVATE KEY') throw unusable(path, 'does not begin with a private key (PEM, PKCS#8)');
  const signing = parsed(path, () => SigningKey.fromPem(first.pem));
  const trusted = [signing, ...others.map(({ pem }) => parsed(path, () => VerifyingKey.fromPem(pem)))];
  return { signing, trusted, unknown: used.filter(({ id }) => !trusted.some((key) => key.id === id)) };
}

/**
 * Makes a new private key the first one of the key file, followed by the public keys that stay trusted. The old file is
 * kept under another name.
 *
 * @returns The new key, and the path of the old file, if there was one.
 */
export function replaceKey(
  path: string,
  trusted: readonly VerifyingKey[],
): { readonly signing: SigningKey; readonly kept: string | undefined } {
  const pem = newPrivateKey();
  const unfinished = `${path}.${process.pid}.unfinished`;
  const pems = [pem, ...trusted.map((key) => key.pem)].join('');
  writeFileSync(unfinished, pems, { mode: OWNER_ONLY, flush: true });
  const kept = existsSync(path) ? keepAside(path) : undefined;
  renameSync(unfinished, path);
  flushFolderOf(path);
  return { signing: SigningKey.fromPem(pem), kept };
}

function keepAside(path: string): string {
  const kept = `${path}.replaced-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  linkSync(path, kept);
  return kept;
}

/** Reads the public halves of all keys in a file, private or public. @throws ExitError */
export function readTrustedKeys(path: string): VerifyingKey[] {
  const keys = pemBlocks(path).map(({ pem }) => parsed(path, () => VerifyingKey.fromPem(pem)));
  if (keys.length === 0) throw unusable(path, 'has no key in PEM form');
  return keys;
}

function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function pemBlocks(path: string): { type: string; pem: string }[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw unusable(path, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [...text.matchAll(PEM_BLOCK)].map(([pem, type = '']) => ({ type, pem }));
}

function parsed<Key>(path: string, parse: () => Key): Key {
  try {
    return parse();
  } catch {
    throw unusable(path, 'has a block that is not an Ed25519 key');
  }
}

function unusable(path: string, what: string): ExitError {
  return new ExitError(`the key file ${path} ${what}`, 2);
}
