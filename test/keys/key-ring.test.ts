import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { SigningKey, VerifyingKey } from '../../server/ledger/proof/signing-key.js';
import { openKeyRing, readTrustedKeys, replaceKey } from '../../server/keys/key-ring.js';
import { temporaryFolder } from '../support/ledger.js';
import { newSigningKey } from '../support/proof.js';

function pemOf(type: 'ed25519' | 'x25519'): string {
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync(type) : generateKeyPairSync(type);
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The keys of a machine that has one to sign with. */
function ringOf(...args: Parameters<typeof openKeyRing>): {
  signing: SigningKey;
  trusted: readonly VerifyingKey[];
} {
  const { signing, trusted, unknown } = openKeyRing(...args);
  if (!signing) throw new Error('There is no signing key');
  expect(unknown).toEqual([]);
  return { signing, trusted };
}

test('When there is no key yet, then one is made beside the database, for its owner only, and kept', () => {
  const folder = temporaryFolder();
  const { signing, trusted } = ringOf(join(folder, 'books.db'), undefined);
  expect(readdirSync(folder)).toEqual(['books.db.signing-key.pem']);
  expect(statSync(join(folder, 'books.db.signing-key.pem')).mode & 0o777).toBe(0o600);
  expect(trusted.map(({ id }) => id)).toEqual([signing.id]);
  expect(ringOf(join(folder, 'books.db'), undefined).signing.id).toBe(signing.id);
  expect(signing.hasSigned('text', signing.sign('text'))).toBe(true);
  expect(signing.hasSigned('texT', signing.sign('text'))).toBe(false);
});

test('When a file is given, then it is used, and the public keys after the private one are trusted as well', () => {
  const path = join(temporaryFolder(), 'key.pem');
  const earlier = newSigningKey();
  writeFileSync(path, `${pemOf('ed25519')}\nthe one before:\n${earlier.pem}`);
  const { signing, trusted } = ringOf('/nowhere/books.db', path);
  expect(trusted.map(({ id }) => id)).toEqual([signing.id, earlier.id]);
  expect(readTrustedKeys(path).map(({ id }) => id)).toEqual([signing.id, earlier.id]);
  expect(readFileSync(path, 'utf8')).toContain('the one before');
});

test.each([
  ['is not there', undefined, /cannot be read: .*ENOENT/],
  ['is empty', '', /does not begin with a private key/],
  ['has a public key only', newSigningKey().pem, /does not begin with a private key/],
  ['has a key of another kind', pemOf('x25519'), /has a block that is not an Ed25519 key/],
  ['has nonsense', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /not an Ed25519 key/],
])(
  'When the file that is given %s, then it says so, and what it has is not repeated',
  (_what, text, words) => {
    const path = join(temporaryFolder(), 'key.pem');
    if (text !== undefined) writeFileSync(path, text);
    expect(() => openKeyRing('/nowhere/books.db', path)).toThrow(words);
  },
);

test('When the database was signed and its key is not there, then none is made', () => {
  const folder = temporaryFolder();
  const earlier = newSigningKey();
  const used = [{ id: earlier.id, key: earlier }];
  expect(openKeyRing(join(folder, 'books.db'), undefined, used)).toEqual({
    signing: undefined,
    trusted: [],
    unknown: used,
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('When the database was signed with a key that the file does not list, then it is told as unknown', () => {
  const path = join(temporaryFolder(), 'key.pem');
  const [listed, other] = [newSigningKey(), newSigningKey()];
  writeFileSync(path, `${pemOf('ed25519')}${listed.pem}`);
  const used = [listed, other].map((key) => ({ id: key.id, key }));
  expect(openKeyRing('/nowhere/books.db', path, used).unknown.map(({ id }) => id)).toEqual([other.id]);
});

test('When a key is replaced, then the new one signs, the old one stays trusted, and its file is kept', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'key.pem');
  const before = pemOf('ed25519');
  writeFileSync(path, before);
  const old = ringOf('/nowhere/books.db', path);

  const { signing, kept } = replaceKey(path, old.trusted);

  const { trusted } = ringOf('/nowhere/books.db', path, [{ id: old.signing.id, key: old.signing }]);
  expect(trusted.map(({ id }) => id)).toEqual([signing.id, old.signing.id]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(kept ?? '', 'utf8')).toBe(before);
  expect(readFileSync(path, 'utf8')).not.toContain(before.trim().split('\n')[1]);
});
