import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildApp, type App } from '../../server/app/app.js';
import { readConfig } from '../../server/config/config.js';
import { Client } from '../support/client.js';
import { onCleanup, temporaryFolder, TestLedger } from '../support/ledger.js';
import { nissmart, Nissmart, serve } from '../support/process.js';
import { newSigningKey } from '../support/proof.js';
import { rawRows } from '../support/raw-sql.js';

interface Signed {
  readonly path: string;
  readonly keyFile: string;
  readonly env: { readonly DATABASE_URL: string };
  readonly ledger: TestLedger;
  /** The id of the key that it was signed with. */
  readonly keyId: string;
}

/** A ledger with an entry and a signed checkpoint, as a server leaves it. */
async function signed(): Promise<Signed> {
  const path = join(temporaryFolder(), 'books.db');
  const ledger = await TestLedger.open(`sqlite:${path}`);
  await ledger.wallet({ balance: 1_000 });
  const app = await appOn(path);
  expect(await app.checkpoints.write()).toBe(1);
  await app.close();
  const [row] = await rawRows<{ id: string }>(ledger, 'select id from signing_keys');
  const keyFile = `${path}.signing-key.pem`;
  return { path, keyFile, env: { DATABASE_URL: `sqlite:${path}` }, ledger, keyId: row?.id ?? '' };
}

async function appOn(path: string): Promise<App> {
  const app = await buildApp(readConfig({ DATABASE_URL: `sqlite:${path}`, NISSMART_DEMO: '0', PORT: '0' }));
  onCleanup(async () => app.close());
  return app;
}

/** Reads the keys that a server on the database shows to everybody. */
async function toldBy(
  path: string,
): Promise<{ signing: string; keys: string[]; present: unknown; ready: string | undefined }> {
  const app = await appOn(path);
  const url = await app.listen();
  const client = new Client({ url });
  const list = await client.graphql('{ signingKeys { id } }');
  const one = await client.graphql('{ signingKey { id } }');
  const metrics = await (await fetch(`${url}/metrics`)).text();
  await app.close();
  return {
    signing: app.signingState,
    keys: (list.at('data.signingKeys') as { id: string }[]).map(({ id }) => id),
    present: one.at('data.signingKey.id') ?? one.at('errors.0.extensions.code'),
    ready: /^nissmart_signing_ready (\d)$/m.exec(metrics)?.[1],
  };
}

test('When the key is where it was, then everything is signed and one key is known', async () => {
  const { path, keyId, env } = await signed();
  expect(await toldBy(path)).toEqual({ signing: 'READY', keys: [keyId], present: keyId, ready: '1' });
  const { code, stdout } = await nissmart(['signing-key', 'show'], { env });
  expect(code).toBe(0);
  expect(stdout).toContain(`${keyId}  signs\n`);
});

test('When a signed database comes without its key, then no key is made, nothing is signed, and it is told everywhere', async () => {
  const { path, keyFile, keyId, ledger, env } = await signed();
  rmSync(keyFile);
  await ledger.wallet({ balance: 5 });

  expect(await toldBy(path)).toEqual({
    signing: 'KEY_MISSING',
    keys: [],
    present: 'UNAVAILABLE',
    ready: '0',
  });
  const app = await appOn(path);
  expect(await app.checkpoints.write()).toBe(0);
  await app.close();
  expect(readdirSync(dirname(path))).not.toContain('books.db.signing-key.pem');
  expect(await rawRows(ledger, 'select number from checkpoints')).toEqual([{ number: 1 }]);

  const { process } = await serve({ ...env, LOG_LEVEL: 'error' });
  const { stdout } = await process.stop();
  expect(stdout).toContain('the signing key of this database is not here, so nothing is signed');

  const shown = await nissmart(['signing-key', 'show'], { env });
  expect(shown.code).toBe(1);
  expect(shown.stdout).toContain(`${keyId}  used in the database, not in the key file`);
});

test('When the key file has another key than the database was signed with, then nothing is signed with it', async () => {
  const { path, keyFile, ledger, env } = await signed();
  const other = await signed();
  writeFileSync(keyFile, readFileSync(other.keyFile));
  await ledger.wallet({ balance: 5 });

  const told = await toldBy(path);
  expect(told).toMatchObject({ signing: 'KEY_UNKNOWN', keys: [other.keyId], ready: '0' });
  const app = await appOn(path);
  expect(await app.checkpoints.write()).toBe(0);
  await app.close();

  // Problems of a full verification are found soon, and not a day later.
  const server = await serve({ ...env, NISSMART_VERIFY_SECONDS: '1', LOG_LEVEL: 'error' });
  await server.process.line(/the verification of the books failed/);
  expect((await server.process.stop()).stdout).toContain('the books have 1 problem');
});

test('When a new key is taken, then that needs an explicit word, the earlier key stays known, and the books are right', async () => {
  const { path, keyFile, keyId, ledger, env } = await signed();
  const before = readFileSync(keyFile);
  rmSync(keyFile);

  const refused = await nissmart(['signing-key', 'new'], { env });
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(keyId);
  expect(readdirSync(dirname(path))).not.toContain('books.db.signing-key.pem');

  expect(await nissmart(['signing-key', 'new', '--accept-unknown'], { env })).toMatchObject({ code: 0 });
  const told = await toldBy(path);
  expect(told).toMatchObject({ signing: 'READY', ready: '1' });
  expect(told.keys).toEqual([told.present, keyId]);
  expect(told.present).not.toBe(keyId);

  await ledger.wallet({ balance: 5 });
  const app = await appOn(path);
  expect(await app.checkpoints.write()).toBe(1);
  await app.close();
  expect(await nissmart(['verify'], { env })).toMatchObject({ code: 0, stderr: '' });

  // The old key turns up: it is one of those that are known, and the new one goes on.
  writeFileSync(keyFile, before);
  expect(await toldBy(path)).toMatchObject({ signing: 'KEY_UNKNOWN', ready: '0' });
});

test('When a key is changed although it is there, then nothing has to be accepted and its file is kept', async () => {
  const { keyFile, keyId, env, path } = await signed();
  const before = readFileSync(keyFile, 'utf8');
  const { code, stdout } = await nissmart(['signing-key', 'new'], { env });
  expect(code).toBe(0);
  const kept = /^What was there is kept as (.+)$/m.exec(stdout)?.[1] ?? '';
  expect(readFileSync(kept, 'utf8')).toBe(before);
  const told = await toldBy(path);
  expect(told.keys).toEqual([told.present, keyId]);
});

test('When the database lists a key that it does not hold, then that key is never accepted', async () => {
  const { ledger, env, keyFile } = await signed();
  await ledger.storage.writer
    .getConnection()
    .execute('insert into signing_keys (id, public_key, first_used_at) values (?, ?, ?)', [
      newSigningKey().id,
      newSigningKey().spki,
      Date.now(),
    ]);
  const running = new Nissmart(['signing-key', 'new', '--accept-unknown'], env);
  running.child.stdin.end();
  const { code, stderr } = await running.ended;
  expect(code).toBe(1);
  expect(stderr).toContain('does not hold that key');
  expect(readFileSync(keyFile, 'utf8')).toContain('PRIVATE KEY');
});
