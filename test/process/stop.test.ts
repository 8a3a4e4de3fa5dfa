import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from '@jest/globals';
import { expectBooksToBalance } from '../support/books.js';
import { onCleanup, temporaryFolder, TestLedger } from '../support/ledger.js';
import { serve, type Serving } from '../support/process.js';
import { BusyClient } from './busy-client.js';
import { Client, User } from '../support/api.js';

interface Stage extends Serving {
  readonly path: string;
  readonly amina: User;
  readonly walletId: string;
}

/** A server with one customer and her wallet. */
async function stage(): Promise<Stage> {
  const path = join(temporaryFolder(), 'nissmart.db');
  const serving = await serve({ DATABASE_URL: `sqlite:${path}` });
  const registration = {
    email: 'amina@example.com',
    displayName: 'Amina',
    password: 'correct horse battery',
  };
  const session = await new Client(serving).post('/api/auth/register', registration);
  const amina = new User(serving, session.text('user.id'), registration.email, session.text('token'));
  return { ...serving, path, amina, walletId: await amina.wallet() };
}

/** The keys of the deposits that are in the books, which balance. */
async function storedKeys(path: string): Promise<string[]> {
  const { storage } = await TestLedger.open(`sqlite:${path}`);
  const { records } = await expectBooksToBalance(storage);
  return records.filter((record) => record.transaction_id !== null).map(({ key }) => key);
}

/** Keeps everybody else from writing until it is released. */
function lockOut(path: string): () => void {
  const other = new Database(path);
  onCleanup(() => void other.close());
  other.exec('begin immediate');
  return () => void other.exec('rollback');
}

test('When it is told to stop while many are depositing, then what it stored and what it answered are the same', async () => {
  const { process, path, walletId, amina, url } = await stage();
  const clients = Array.from({ length: 16 }, () => new BusyClient({ url, token: amina.token, walletId }));
  const running = Promise.all(clients.map(async (client) => client.run()));
  while (clients.some(({ attempts }) => attempts.length < 5)) await amina.get('/api/me');
  expect(await process.stop()).toMatchObject({ code: 0, stderr: '' });
  await running;

  const attempts = clients.flatMap((client) => client.attempts);
  const answered = attempts.filter(({ status }) => status === 201).map(({ key }) => key);
  expect(await storedKeys(path)).toEqual(answered.sort());
  // Nobody was told anything else than that the money is there, and whose connection broke had not been heard.
  expect(attempts.filter(({ status }) => status !== 201 && status !== undefined)).toEqual([]);
});

test('When it is told to stop while deposits wait for the database, then it answers them all before it ends', async () => {
  const { process, path, walletId, amina, url } = await stage();
  const release = lockOut(path);
  const keys = Array.from({ length: 20 }, (_, index) => `waiting-${index}`);
  const waiting = Promise.all(keys.map(async (key) => amina.deposit(walletId, '1.00', { key })));
  const ending = process.stop();
  let ready = await new Client({ url }).get('/health/ready');
  while (ready.status === 200) ready = await new Client({ url }).get('/health/ready');
  expect(ready.at('reasons')).toEqual(['stopping']);
  release();

  expect((await waiting).map(({ status }) => status)).toEqual(keys.map(() => 201));
  expect(await ending).toMatchObject({ code: 0, stderr: '' });
  expect(await storedKeys(path)).toEqual(keys.sort());
});

test('When it cannot stop and is told again, then it ends at once, and the deposit that waits does not happen', async () => {
  const { process, path, walletId, amina } = await stage();
  const release = lockOut(path);
  const waiting = Promise.allSettled([amina.deposit(walletId, '1.00')]);
  const again = setInterval(() => process.child.kill('SIGTERM'), 50);
  expect(await process.ended).toMatchObject({ code: 1 });
  clearInterval(again);
  expect(await waiting).toEqual([{ status: 'rejected', reason: expect.anything() }]);
  release();
  expect(await storedKeys(path)).toEqual([]);
});

test('When Ctrl-C reaches it twice, from the terminal and from npm, then it still stops well', async () => {
  const { process } = await stage();
  process.child.kill('SIGINT');
  process.child.kill('SIGINT');
  expect(await process.ended).toMatchObject({ code: 0, stderr: '' });
});

test('When clients hold connections on which they say nothing, or half of something, then it does not wait for them', async () => {
  const { process, url } = await stage();
  const port = Number(new URL(url).port);
  const silent = connect(port, '127.0.0.1');
  const slow = connect(port, '127.0.0.1', () =>
    slow.write(
      'POST /api/deposits HTTP/1.1\r\nHost: nissmart\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    ),
  );
  for (const socket of [silent, slow]) socket.on('error', () => undefined).resume();
  await Promise.all([once(silent, 'connect'), once(slow, 'connect')]);
  expect(await process.stop()).toMatchObject({ code: 0, stderr: '' });
});

test('When a COMMIT fails, then the client is told that nobody knows, the process ends with 1, and a retry learns it', async () => {
  const { path, process, walletId, amina } = await stage();
  await process.stop();

  const full = await serve({ DATABASE_URL: `sqlite:${path}` }, { fileSizeMaxKiB: 1_000 });
  const poor = new User(full, amina.id, amina.email, amina.token);
  const keys: string[] = [];
  let answer;
  do {
    keys.push(`deposit-${keys.length}`);
    answer = await poor.deposit(walletId, '1.00', { key: keys.at(-1) ?? null });
  } while (answer.status === 201);
  expect([answer.status, answer.at('code')]).toEqual([503, 'OUTCOME_UNKNOWN']);
  expect(await full.process.ended).toMatchObject({ code: 1 });

  const healed = await serve({ DATABASE_URL: `sqlite:${path}` });
  const again = new User(healed, amina.id, amina.email, amina.token);
  for (const key of keys) expect((await again.deposit(walletId, '1.00', { key })).status).toBe(201);
  await healed.process.stop();
  expect(await storedKeys(path)).toEqual(keys.sort());
});
