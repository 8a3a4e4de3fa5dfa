import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Sealer } from '../../server/identity/factors/sealer.js';
import { relyingPartyOf } from '../../server/identity/factors/relying-party.js';
import { defaultEncryptionKeyFile, openEncryptionKey } from '../../server/keys/encryption-key.js';
import { ExitError } from '../../server/config/exit-error.js';
import { enableTotp, signInWith } from '../support/factors.js';
import { temporaryFolder } from '../support/ledger.js';
import { startApi } from '../support/started.js';

describe('The encryption key', () => {
  test('is made once, beside the database and for its owner only', () => {
    const path = join(temporaryFolder(), 'books.db');
    const first = openEncryptionKey(path, undefined, []);
    expect(statSync(defaultEncryptionKeyFile(path)).mode & 0o777).toBe(0o600);
    const again = openEncryptionKey(path, undefined, [first?.keyId ?? '']);
    expect(again?.keyId).toBe(first?.keyId);
    expect(again?.open(first?.seal(Buffer.from('secret'), 'amina') ?? '', 'amina').toString()).toBe('secret');
    expect(readFileSync(defaultEncryptionKeyFile(path), 'utf8')).not.toContain(first?.keyId ?? 'none');
  });

  test('is not made anew for a database that has secrets', () => {
    const path = join(temporaryFolder(), 'books.db');
    expect(openEncryptionKey(path, undefined, ['0123456789abcdef'])).toBeUndefined();
    expect(existsSync(defaultEncryptionKeyFile(path))).toBe(false);
  });

  test('must be there, and be one, where the configuration names its file', () => {
    const given = join(temporaryFolder(), 'key');
    expect(() => openEncryptionKey('books.db', given, [])).toThrow(ExitError);
    writeFileSync(given, 'not 32 bytes');
    expect(() => openEncryptionKey('books.db', given, [])).toThrow('is not 32 bytes in base64');
    writeFileSync(given, `${Buffer.alloc(32, 1).toString('base64')}\n`);
    expect(openEncryptionKey('books.db', given, [])?.keyId).toMatch(/^[0-9a-f]{16}$/);
  });

  test('opens nothing for another owner, of another key, or that was changed', () => {
    const [sealer, other] = [new Sealer(Buffer.alloc(32, 1)), new Sealer(Buffer.alloc(32, 2))];
    const sealed = sealer.seal(Buffer.from('secret'), 'amina');
    expect(sealed).not.toBe(sealer.seal(Buffer.from('secret'), 'amina'));
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    for (const open of [
      () => sealer.open(sealed, 'brian'),
      () => other.open(sealed, 'amina'),
      () => sealer.open(bytes.toString('base64url'), 'amina'),
    ]) {
      expect(open).toThrow();
    }
  });

  test('when it is another one, codes sign nobody in and recovery codes do', async () => {
    const folder = temporaryFolder();
    const databaseUrl = `sqlite:${join(folder, 'books.db')}`;
    const key = (name: string, byte: number) => {
      writeFileSync(join(folder, name), Buffer.alloc(32, byte).toString('base64'));
      return join(folder, name);
    };
    const first = await startApi({ databaseUrl, encryptionKeyFile: key('right', 1) });
    const amina = await first.customer();
    const { recoveryCodes, code } = await enableTotp(amina, () => new Date());
    expect(first.app.services.sealing.unopenable).toBe(0);
    await first.close();

    const second = await startApi({ databaseUrl, encryptionKeyFile: key('wrong', 2) });
    expect(second.app.services.sealing.unopenable).toBe(1);
    expect((await signInWith(second, amina, code())).at('code')).toBe('UNAUTHENTICATED');
    expect((await signInWith(second, amina, recoveryCodes[0])).status).toBe(200);
  });
});

test.each([
  [
    'https://savings.example.com',
    'http://127.0.0.1:4000',
    'savings.example.com',
    'https://savings.example.com',
  ],
  [
    'https://savings.example.com:8443/app',
    undefined,
    'savings.example.com',
    'https://savings.example.com:8443',
  ],
  [undefined, 'http://127.0.0.1:4000', 'localhost', 'http://localhost:4000'],
  [undefined, 'http://[::1]:4000', 'localhost', 'http://localhost:4000'],
])('Passkeys of %s at %s belong to %s', (publicUrl, listeningOn, id, origin) => {
  expect(relyingPartyOf(publicUrl, listeningOn)).toEqual({ id, origin });
});

test('Passkeys belong to no bare address, and to no server that does not listen', () => {
  for (const url of ['http://192.0.2.1', 'https://[2001:db8::1]:4000']) {
    expect(relyingPartyOf(url, undefined)).toBeUndefined();
  }
  expect(relyingPartyOf(undefined, undefined)).toBeUndefined();
});
