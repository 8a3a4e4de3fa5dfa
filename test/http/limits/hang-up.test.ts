import type { ServerResponse } from 'node:http';
import { expect, jest, test } from '@jest/globals';
import type { TestApi, User } from '../../support/api.js';
import { books } from '../../support/books.js';
import { onCleanup } from '../../support/ledger.js';
import { rawConnection } from '../../support/raw.js';
import { expectSoon } from '../../support/soon.js';
import { startApi } from '../../support/started.js';
import { connectTo } from '../../support/trickle.js';

const CALLERS = 200;

/** Stops the clock that waits are measured by, so that nobody is refused for having waited however slow the machine is. */
function withoutDeadlines(): void {
  const at = performance.now();
  const spy = jest.spyOn(performance, 'now').mockReturnValue(at);
  onCleanup(() => {
    spy.mockRestore();
  });
}

/** Collects the responses to all requests from now on. The returned function waits until the clients of all have gone. */
function watchClients({ app }: TestApi): () => Promise<void> {
  const responses: ServerResponse[] = [];
  app.fastify.server.on('request', (_request, response) => void responses.push(response));
  return async () => {
    while (responses.some(({ destroyed }) => !destroyed)) await new Promise(setImmediate);
  };
}

function post(user: User, path: string, body: object, key: string): string {
  const text = JSON.stringify(body);
  return (
    `POST ${path} HTTP/1.1\r\nHost: nissmart\r\nAuthorization: Bearer ${user.token}\r\nIdempotency-Key: ${key}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${String(Buffer.byteLength(text))}\r\n\r\n${text}`
  );
}

test('Clients who hang up while the writer is held cost nothing more, and their keys are free', async () => {
  const api = await startApi();
  const amina = await api.customer();
  const walletId = await amina.wallet();
  const before = await books(api.storage);
  const { ledger } = api.app.services;
  const submitted = jest.spyOn(ledger, 'submit');
  const holder = rawConnection(api.storage);
  const untilGone = watchClients(api);
  withoutDeadlines();
  holder.exec('begin immediate');

  const deposit = { walletId, amount: '1.00', currency: 'KES' };
  const sockets = Array.from({ length: CALLERS }, (_, index) => {
    const socket = connectTo(api).resume();
    socket.write(post(amina, '/api/deposits', deposit, `hung-up-${String(index)}`));
    return socket;
  });
  while (submitted.mock.calls.length < CALLERS) await new Promise(setImmediate);
  for (const socket of sockets) socket.destroy();
  await untilGone();
  const next = amina.deposit(walletId, '7.00', { key: 'hung-up-0' });
  holder.exec('rollback');

  expect((await next).status).toBe(201);
  const { transactions, records } = await books(api.storage);
  expect(transactions.slice(before.transactions.length).map(({ amount }) => amount)).toEqual([700]);
  expect(records.length).toBe(before.records.length + 1);
});

test('What comes next in a request whose client has hung up is not begun', async () => {
  const api = await startApi();
  const amina = await api.customer();
  const { ledger } = api.app.services;
  const { promise: held, resolve: letGo } = Promise.withResolvers<undefined>();
  const openWallet = ledger.openWallet.bind(ledger);
  const opened = jest.spyOn(ledger, 'openWallet').mockImplementation(async (...asked) => {
    await held;
    return openWallet(...asked);
  });
  const untilGone = watchClients(api);

  const socket = connectTo(api).resume();
  const create = (name: string): string => `createWallet(input: { name: "${name}", currency: KES }) { name }`;
  socket.write(post(amina, '/graphql', { query: `mutation { a: ${create('A')} b: ${create('B')} }` }, 'k'));
  await expectSoon(() => opened.mock.calls.length, 1);
  socket.destroy();
  await untilGone();
  letGo(undefined);

  const names = async (): Promise<unknown> =>
    (await amina.graphql('{ me { wallets { nodes { name } } } }')).at('data.me.wallets.nodes');
  await expectSoon(names, [{ name: 'A' }]);
  expect(opened).toHaveBeenCalledTimes(1);
});
