import { connect, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { expect, test } from '@jest/globals';
import { Client } from '../support/api.js';
import { onCleanup } from '../support/ledger.js';
import { serve } from '../support/process.js';
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
  // On a slow machine the database was locked for longer than anybody is kept waiting.
  const made = answers.map(({ status }) => status !== 503);
  expect(answers).toEqual(made.map((isMade) => ({ status: isMade ? 201 : 503, last: true })));
  expect(await ending).toMatchObject({ code: 0, stderr: '' });
  expect(await storedKeys(path)).toEqual(keys.filter((_, index) => made[index]).sort());
});

test('When it cannot stop and is told again, then it ends at once', async () => {
  const connected = Promise.withResolvers<undefined>();
  // Never greets whoever brings mail, who has to wait for that.
  const silent = createServer(() => connected.resolve(undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onCleanup(() => void silent.close());
  const { process, url } = await serve({
    NISSMART_SMTP_URL: `smtp://127.0.0.1:${String(portOf(silent))}`,
    NISSMART_MAIL_FROM: 'bank@example.com',
  });
  await new Client({ url }).post('/api/auth/register', {
    email: 'amina@example.com',
    displayName: 'Amina',
    password: 'correct horse battery',
  });
  await connected.promise;
  const again = setInterval(() => process.child.kill('SIGTERM'), 50);
  expect(await process.ended).toMatchObject({ code: null });
  clearInterval(again);
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

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
