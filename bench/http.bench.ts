import autocannon from 'autocannon';
import type { Benchmark, Contestant, Sample } from './benchmark.js';
import { openCustomers, type Customer } from './customers.js';
import { startServer, type ServerProcess } from './server-process.js';

const CUSTOMERS = 64;
const OPERATIONS_BY_CONNECTIONS = new Map([
  [1, 200],
  [64, 2000],
]);

const TRANSFER = `mutation ($input: TransferInput!, $key: String!) {
  transfer(input: $input, idempotencyKey: $key) { replayed transaction { id status postedAt } }
}`;

/** Builds one request, without the token. */
type MakeRequest = (
  from: Customer,
  to: Customer,
) => { path: string; headers: Record<string, string>; body: object };

const API: Readonly<Record<string, MakeRequest>> = {
  GraphQL: (from, to) => ({
    path: '/graphql',
    headers: {},
    body: { query: TRANSFER, variables: { input: transferInput(from, to), key: crypto.randomUUID() } },
  }),
  REST: (from, to) => ({
    path: '/api/transfers',
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: transferInput(from, to),
  }),
  'GraphQL without an effect': () => ({ path: '/graphql', headers: {}, body: { query: '{ __typename }' } }),
};

/** Measures transfers end to end over both APIs: the real process, a session to look up, one flush to the disk a batch. */
export const httpBenchmark: Benchmark = {
  name: 'http',
  title: 'transfers over GraphQL and REST, end to end',
  async prepare() {
    const server = await startServer();
    const customers = await openCustomers(server.address, CUSTOMERS);
    const contestants = Object.entries(API).flatMap(([api, makeRequest]) =>
      [...OPERATIONS_BY_CONNECTIONS].map(([connections, operations]): Contestant => {
        return {
          name: contestantName(api, connections),
          run: async () => load(server, customers, connections, operations, makeRequest),
        };
      }),
    );
    const many = contestantName('GraphQL', 64);
    return {
      contestants,
      comparisons: [
        { name: 'GraphQL: 64 connections ÷ 1', of: many, to: [contestantName('GraphQL', 1)] },
        { name: 'REST ÷ GraphQL, 64 connections', of: contestantName('REST', 64), to: [many] },
        {
          name: 'transfer ÷ no effect, 64 connections',
          of: many,
          to: [contestantName('GraphQL without an effect', 64)],
        },
      ],
      close: async () => server.close(),
    };
  },
};

async function load(
  server: ServerProcess,
  customers: readonly Customer[],
  connections: number,
  amount: number,
  makeRequest: MakeRequest,
): Promise<Sample> {
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  const before = await server.cpuSeconds();
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    const run = autocannon(
      {
        url: server.address,
        connections,
        amount,
        requests: [
          {
            method: 'POST',
            setupRequest: (request) => {
              const [from, to] = pair(customers);
              const { path, headers, body } = makeRequest(from, to);
              const authorization = `Bearer ${from.token}`;
              return {
                ...request,
                path,
                headers: { 'content-type': 'application/json', authorization, ...headers },
                body: JSON.stringify(body),
              };
            },
            onResponse: (status, body) => {
              if (status >= 300 || body.includes('"errors"')) failures.push(`${String(status)} ${body}`);
            },
          },
        ],
      },
      (error: Error | null) => {
        if (error) reject(error);
        else resolve();
      },
    );
    run.on('response', (_client, _status, _bytes, responseTime) => latenciesMs.push(responseTime));
  });
  const seconds = (performance.now() - startedAt) / 1000;
  if (failures.length > 0)
    throw new Error(`${String(failures.length)} requests failed, such as ${failures[0] ?? ''}`);
  return { operations: amount, seconds, cpuSeconds: (await server.cpuSeconds()) - before, latenciesMs };
}

function pair(customers: readonly Customer[]): [Customer, Customer] {
  const from = Math.floor(Math.random() * customers.length);
  const to = (from + 1 + Math.floor(Math.random() * (customers.length - 1))) % customers.length;
  const [sender, recipient] = [customers[from], customers[to]];
  if (!sender || !recipient) throw new RangeError('There are too few customers for a transfer');
  return [sender, recipient];
}

function transferInput(from: Customer, to: Customer): object {
  return { fromWalletId: from.walletId, toWalletId: to.walletId, amount: '0.01', currency: 'KES' };
}

function contestantName(api: string, connections: number): string {
  return `${api}, ${String(connections)} connection${connections === 1 ? '' : 's'}`;
}
