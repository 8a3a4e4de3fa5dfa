import { connect } from 'node:net';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { expect, test } from '@jest/globals';
import { onCleanup } from '../support/ledger.js';
import { BusyClient } from './busy-client.js';
import { DepositRequest } from './deposit-request.js';
import { stage, storedKeys } from './stage.js';

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
  const requests = keys.map((key) => new DepositRequest({ url, token: amina.token, walletId }, key));
  await Promise.all(requests.map(async ({ heard }) => heard));
  const ending = process.stop();
  const isReady = async () => (await amina.get('/health/ready').catch(() => undefined))?.status === 200;
  while (await isReady());
  release();

  const answers = await Promise.all(requests.map(async ({ answer }) => answer));
  expect(answers).toEqual(keys.map(() => ({ status: 201, last: true })));
  expect(await ending).toMatchObject({ code: 0, stderr: '' });
  expect(await storedKeys(path)).toEqual(keys.sort());
});

test('When it cannot stop and is told again, then it ends at once, and the deposit that waits does not happen', async () => {
  const { process, path, walletId, amina } = await stage();
  const release = lockOut(path);
  const waiting = Promise.allSettled([amina.deposit(walletId, '1.00')]);
  const again = setInterval(() => process.child.kill('SIGTERM'), 50);
  expect(await process.ended).toMatchObject({ code: null });
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
