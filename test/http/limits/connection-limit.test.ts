import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { limitConnections } from '../../../server/http/limits/connection-limit.js';
import { Client } from '../../support/api.js';
import { onCleanup } from '../../support/ledger.js';
import { startApi } from '../../support/started.js';
import { connectTo, sendRaw } from '../../support/trickle.js';

const MAX = 3;

/** Opens connections on which nothing is said. */
async function openAll(server: { readonly url: string }, count: number) {
  const sockets = Array.from({ length: count }, () => connectTo(server).resume());
  await Promise.all(sockets.map(async (socket) => once(socket, 'connect')));
  return sockets;
}

async function isServed(server: { readonly url: string }): Promise<boolean> {
  const request = 'GET /health/live HTTP/1.1\r\nHost: nissmart\r\nConnection: close\r\n\r\n';
  return (await sendRaw(server, request)).startsWith('HTTP/1.1 200 ');
}

test('An address has so many connections, and one that is closed makes room', async () => {
  const server = await startApi({ rateLimit: true }, { bounds: { connectionsPerAddress: MAX } });
  const sockets = await openAll(server, MAX);

  expect(await isServed(server)).toBe(false);
  sockets[0]?.destroy();
  while (!(await isServed(server)));
});

test('Behind a proxy, from which all connections come, they are not counted', async () => {
  const server = await startApi(
    { rateLimit: true, trustProxy: 1 },
    { bounds: { connectionsPerAddress: MAX } },
  );
  await openAll(server, 3 * MAX);

  expect((await new Client(server).get('/health/live')).status).toBe(200);
});

test('A server has so many connections in all that the system does not run out of files', () => {
  const server = createServer();
  onCleanup(() => void server.close());

  limitConnections(server);

  expect(server.maxConnections).toBe(10_000);
});
