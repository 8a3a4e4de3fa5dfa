import { generateKeyPairSync } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SigningKey, VerifyingKey } from '../ledger/proof/signing-key.js';
import { Failure } from './failure.js';

/** Nobody but the user that the server runs as. */
const OWNER_ONLY = 0o600;
const PEM_BLOCK = /-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g;

/** The key that checkpoints are signed with, and the public keys that were used before it. */
export interface KeyRing {
  readonly signing: SigningKey;
  /** Those whose signatures count: the one above, and those that follow it in the file. */
  readonly trusted: readonly VerifyingKey[];
}

/** Where the key is unless the configuration says otherwise: beside the database, never in it. */
export function defaultKeyFile(databasePath: string): string {
  return `${databasePath}.signing-key.pem`;
}

/**
 * Reads the key, a PKCS#8 PEM block; public keys may follow it. Without a file of one's own, the one beside the database is
 * made the first time, readable by its owner only.
 *
 * @param given The file that the configuration names.
 * @throws Failure
 */
export function openKeyRing(databasePath: string, given: string | undefined): KeyRing {
  const path = given ?? defaultKeyFile(databasePath);
  if (given === undefined && !existsSync(path)) makeKeyFile(path);
  const [first, ...others] = pemBlocks(path);
  if (first?.type !== 'PRIVATE KEY') throw unusable(path, 'does not begin with a private key (PEM, PKCS#8)');
  const signing = parsed(path, () => SigningKey.fromPem(first.pem));
  return {
    signing,
    trusted: [signing, ...others.map(({ pem }) => parsed(path, () => VerifyingKey.fromPem(pem)))],
  };
}

/** The public halves of all keys in a file, private or public. @throws Failure */
export function readTrustedKeys(path: string): VerifyingKey[] {
  const keys = pemBlocks(path).map(({ pem }) => parsed(path, () => VerifyingKey.fromPem(pem)));
  if (keys.length === 0) throw unusable(path, 'has no key in PEM form');
  return keys;
}

/** Two processes may do this at once: a file gets its name only when it is whole, and the first one keeps it. */
function makeKeyFile(path: string): void {
  const unfinished = `${path}.${process.pid}.unfinished`;
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(unfinished, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: OWNER_ONLY });
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
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
    throw unusable(path, 'has a block that is no Ed25519 key');
  }
}

function unusable(path: string, what: string): Failure {
  return new Failure(`the key file ${path} ${what}`, 2);
}
