import type { Served } from '../filled/served.js';
import { runNissmart } from '../nissmart-process.js';
import { graphql } from './calls.js';
import { Client } from './client.js';
import { ADMIN_SUMMARY, SEARCH } from './documents.js';
import type { RequestTemplate } from './requests.js';

type Do = (served: Served, client: Client, signal: AbortSignal) => Promise<unknown>;

const WORKS: Readonly<Record<string, Do>> = {
  adminSummary: async ({ staff }, client) => client.ask(graphql(staff, ADMIN_SUMMARY)),
  'a search': async ({ staff }, client) => client.ask(graphql(staff, SEARCH, { search: 'zanzibar' })),
  'an export': async ({ staff }, client, signal) =>
    client.drain(csv('/api/exports/transactions', staff), signal),
  'a statement': async ({ customers: [shop], filled: { until } }, client, signal) => {
    const span = `from=2020-01-01T00:00:00Z&to=${until.toISOString()}`;
    const path = `/api/wallets/${shop?.walletId ?? ''}/statement.csv?${span}`;
    return client.drain(csv(path, shop?.token ?? ''), signal);
  },
  verification: async ({ filled: { folder, until } }, _client, signal) =>
    runNissmart(folder, ['verify'], { at: until, lowPriority: true, signal }),
};

/** Names of the work that takes long and runs beside transfers. */
export const WORK: readonly string[] = Object.keys(WORKS);

/** Does some work again and again until the signal. @returns The number of times that it was done to its end. */
export async function workBeside(work: string, served: Served, signal: AbortSignal): Promise<number> {
  const run = WORKS[work];
  if (!run) throw new RangeError(`There is no work called ${work}`);
  const client = new Client(served.server.address);
  let done = 0;
  for (; !signal.aborted; done += 1) await run(served, client, signal);
  client.close();
  // The last one was cut off by the signal.
  return Math.max(0, done - 1);
}

function csv(path: string, token: string): RequestTemplate {
  return { method: 'GET', path, headers: { authorization: `Bearer ${token}`, accept: 'text/csv' }, body: '' };
}
