import { setTimeout as sleep } from 'node:timers/promises';
import { graphqlCash, graphqlTransfers } from '../http/calls.js';
import { Client } from '../http/client.js';
import { isRefusal, type RequestTemplate } from '../http/requests.js';
import { TRANSFERS_OF_LEDGER } from './books.js';
import type { Deployment } from './deployments.js';

const REQUESTS = 256;
/** Connections of all clients together. */
const CONNECTIONS = 64;
const PAUSE_MS = 200;

/**
 * Checks the ruler where it can be checked exactly: each of some requests is answered, over all nodes at once; then each is sent
 * again under the same key to another node.
 *
 * @throws Error unless there is one transaction for each key, and each answer to the second sending says that it is one.
 */
export async function assertExact({ servers, customers, read }: Deployment): Promise<void> {
  const requests = [
    ...graphqlTransfers(customers).slice(0, REQUESTS / 2),
    ...graphqlCash(customers).slice(0, REQUESTS / 2),
  ];
  const keys = requests.map(() => crypto.randomUUID());
  const clients = servers.map(({ address }) => new Client(address, CONNECTIONS / servers.length));
  const before = await read(TRANSFERS_OF_LEDGER);
  const sendAll = async (shift: number) =>
    Promise.all(
      requests.map(async (request, index) => {
        const client = clients[(index + shift) % clients.length];
        return client ? isReplay(client, request, keys[index] ?? '') : undefined;
      }),
    );
  const replays = [...(await sendAll(0)), ...(await sendAll(1))].filter(
    (replayed) => replayed === true,
  ).length;
  for (const client of clients) client.close();
  const stored = (await read(TRANSFERS_OF_LEDGER)) - before;
  if (stored !== REQUESTS || replays !== REQUESTS) {
    throw new Error(
      `${String(REQUESTS)} keys made ${String(stored)} transactions and ${String(replays)} replays`,
    );
  }
}

/** Asks until it is answered, as clients do: a refusal says that nothing has happened. */
async function isReplay(client: Client, request: RequestTemplate, key: string): Promise<boolean> {
  for (;;) {
    const { status, body } = await client.send(request, key);
    if (isRefusal(body)) {
      await sleep(PAUSE_MS);
      continue;
    }
    const replayed = /"replayed":(true|false)/.exec(body)?.[1];
    if (status !== 200 || replayed === undefined) throw new Error(`${String(status)} ${body.slice(0, 500)}`);
    return replayed === 'true';
  }
}
