import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Client, User } from '../support/client.js';
import { temporaryFolder } from '../support/ledger.js';
import { nissmart, serve } from '../support/process.js';

/** A server, a customer with a deposit on it, and the receipt of that as a file. */
async function deposited() {
  const folder = temporaryFolder();
  const env = { DATABASE_URL: `sqlite:${join(folder, 'books.db')}`, NISSMART_CHECKPOINT_SECONDS: '1' };
  const { url, process } = await serve(env);
  const registration = {
    email: 'amina@example.com',
    displayName: 'Amina',
    password: 'correct horse battery',
  };
  const session = await new Client({ url }).post('/api/auth/register', registration);
  const amina = new User({ url }, session.text('user.id'), registration.email, session.text('token'));
  const walletId = await amina.wallet();
  const { body } = await amina.deposit(walletId, '12.50');
  const { entries } = body as { entries: { id: string }[] };
  const path = `/api/entries/${entries[0]?.id ?? ''}/receipt`;
  let response = await amina.fetch(path);
  while (response.status === 409) response = await amina.fetch(path);
  expect(response.status).toBe(200);
  const file = join(folder, 'receipt.json');
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
  const key = await new Client({ url }).get('/api/integrity/key');
  const keyFile = join(folder, 'public.pem');
  writeFileSync(keyFile, key.text('publicKey'));
  return { folder, env, file, keyFile, walletId, process };
}

test('When a receipt from the API is sound, then it says so, offline, by the public key or by the one beside the database', async () => {
  const { env, file, folder, keyFile, walletId, process } = await deposited();
  const privateKey = join(folder, 'books.db.signing-key.pem');
  expect(statSync(privateKey).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'books.db')).includes('PRIVATE')).toBe(false);
  await process.stop();

  const sound = await nissmart(['verify-receipt', file, '--key', keyFile]);
  expect(sound).toMatchObject({ code: 0, stderr: '' });
  expect(sound.stdout).toContain(`number 1 of wallet ${walletId}`);
  expect(sound.stdout).toContain('KES 12.50');
  expect(sound.stdout).toContain(`${file} is sound: signed by the key of ${keyFile}.`);
  expect(await nissmart(['verify-receipt', file], { env })).toMatchObject({ code: 0 });

  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"amount":"1250"', '"amount":"9250"'));
  expect(await nissmart(['verify-receipt', file, '--key', keyFile])).toEqual({
    code: 1,
    stdout: '',
    stderr: `nissmart: ${file} is not sound: its entry is not in the checkpoint: something in it was altered\n`,
  });
});

test('When no key is known, or a file is no use, then it says what to give and exits with 2', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'receipt.json');
  writeFileSync(file, '{}');
  const env = { DATABASE_URL: `sqlite:${join(folder, 'none.db')}` };
  expect(await nissmart(['verify-receipt', file], { env })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('give the public key of the ledger with --key <file>'),
  });
  expect(await nissmart(['verify-receipt', file, '--key', file])).toMatchObject({
    code: 2,
    stderr: `nissmart: the key file ${file} has no key in PEM form\n`,
  });
  expect(await nissmart(['verify-receipt', join(folder, 'none'), '--key', file])).toMatchObject({ code: 2 });
});
