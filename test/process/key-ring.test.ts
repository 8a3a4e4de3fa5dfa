import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openKeyRing, readTrustedKeys } from '../../server/process/key-ring.js';
import { temporaryFolder } from '../support/ledger.js';
import { newSigningKey } from '../support/proof.js';

function pemOf(type: 'ed25519' | 'x25519'): string {
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync(type) : generateKeyPairSync(type);
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

test('When there is no key yet, then one is made beside the database, for its owner only, and kept', () => {
  const folder = temporaryFolder();
  const { signing, trusted } = openKeyRing(join(folder, 'books.db'), undefined);
  expect(readdirSync(folder)).toEqual(['books.db.signing-key.pem']);
  expect(statSync(join(folder, 'books.db.signing-key.pem')).mode & 0o777).toBe(0o600);
  expect(trusted.map(({ id }) => id)).toEqual([signing.id]);
  expect(openKeyRing(join(folder, 'books.db'), undefined).signing.id).toBe(signing.id);
  expect(signing.hasSigned('text', signing.sign('text'))).toBe(true);
  expect(signing.hasSigned('texT', signing.sign('text'))).toBe(false);
});

test('When a file is given, then it is used, and the public keys after the private one are trusted as well', () => {
  const path = join(temporaryFolder(), 'key.pem');
  const earlier = newSigningKey();
  writeFileSync(path, `${pemOf('ed25519')}\nthe one before:\n${earlier.pem}`);
  const { signing, trusted } = openKeyRing('/nowhere/books.db', path);
  expect(trusted.map(({ id }) => id)).toEqual([signing.id, earlier.id]);
  expect(readTrustedKeys(path).map(({ id }) => id)).toEqual([signing.id, earlier.id]);
  expect(readFileSync(path, 'utf8')).toContain('the one before');
});

test.each([
  ['is not there', undefined, /cannot be read: .*ENOENT/],
  ['is empty', '', /does not begin with a private key/],
  ['has a public key only', newSigningKey().pem, /does not begin with a private key/],
  ['has a key of another kind', pemOf('x25519'), /has a block that is no Ed25519 key/],
  ['has nonsense', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /no Ed25519 key/],
])(
  'When the file that is given %s, then it says so, and what it has is not repeated',
  (_what, text, words) => {
    const path = join(temporaryFolder(), 'key.pem');
    if (text !== undefined) writeFileSync(path, text);
    expect(() => openKeyRing('/nowhere/books.db', path)).toThrow(words);
  },
);
