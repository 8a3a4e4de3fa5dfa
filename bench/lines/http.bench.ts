import { rmSync } from 'node:fs';
import { openBank } from '../bank.js';
import type { Beside, Benchmark, Line } from '../benchmark.js';
import { CPU_MS, P50, P99, PEAK_MIB, RATE } from '../figures.js';
import { COMMIT, commitContestant, Floor, FLOOR, floorContestant } from '../floor/floor.js';
import { emptyRequests, graphqlTransfers, restTransfers } from '../http/calls.js';
import { httpContestant, startServer } from '../http/server-process.js';
import { signInCustomers } from '../http/sessions.js';

const WALLETS = 1024;
const CONNECTIONS = 64;
const COMMIT_SECONDS = 0.5;

const GRAPHQL = 'GraphQL transfers, 64 connections';
const REST = 'REST transfers, 64 connections';
const LONE = 'GraphQL transfers, one connection';
const EMPTY = 'empty GraphQL requests, 64 connections';

const floor: Beside = { contestant: FLOOR, figure: RATE, by: 'ratio', label: 'the floor' };

const LINES: readonly Line[] = [
  {
    ...{ name: 'graphql', what: GRAPHQL, contestant: GRAPHQL, figure: RATE },
    ...{ beside: floor, target: { atLeast: 0.3 } },
  },
  {
    ...{ name: 'graphql-p99', what: GRAPHQL, contestant: GRAPHQL, figure: P99, target: { atMost: 4 } },
    beside: { contestant: GRAPHQL, figure: P50, by: 'ratio', label: 'its p50' },
  },
  { name: 'graphql-cpu', what: GRAPHQL, contestant: GRAPHQL, figure: CPU_MS },
  { name: 'memory', what: GRAPHQL, contestant: GRAPHQL, figure: PEAK_MIB },
  {
    ...{ name: 'rest', what: REST, contestant: REST, figure: RATE, target: { atLeast: 0.9 } },
    beside: { contestant: GRAPHQL, figure: RATE, by: 'ratio', label: 'GraphQL' },
  },
  {
    ...{ name: 'lone', what: LONE, contestant: LONE, figure: P50, target: { atMost: 1.5 } },
    beside: { contestant: COMMIT, figure: P50, by: 'difference', label: 'a bare durable commit' },
  },
  { name: 'empty', what: EMPTY, contestant: EMPTY, figure: CPU_MS, target: { atMost: 0.3 } },
  { name: 'empty-rate', what: EMPTY, contestant: EMPTY, figure: RATE },
];

/** Measures transfers end to end over both APIs: the real process, a session to look up, one flush to the disk a batch. */
export const httpBenchmark: Benchmark = {
  name: 'http',
  title: 'GraphQL and REST, end to end',
  lines: LINES,
  async prepare({ seconds }) {
    const bank = await openBank(WALLETS);
    const customers = await signInCustomers(bank, new Date());
    await bank.leave();
    const bare = new Floor(bank.folder, WALLETS);
    const server = await startServer(bank.folder);
    const load = { connections: CONNECTIONS, seconds };
    return {
      contestants: [
        floorContestant(bare, seconds / 2),
        httpContestant(GRAPHQL, server, { ...load, requests: graphqlTransfers(customers) }),
        httpContestant(REST, server, { ...load, requests: restTransfers(customers) }),
        commitContestant(bare, COMMIT_SECONDS),
        httpContestant(LONE, server, { connections: 1, seconds, requests: graphqlTransfers(customers) }),
        httpContestant(EMPTY, server, { ...load, requests: emptyRequests(customers) }),
      ],
      async close() {
        await server.close();
        bare.close();
        rmSync(bank.folder, { recursive: true });
      },
    };
  },
};
