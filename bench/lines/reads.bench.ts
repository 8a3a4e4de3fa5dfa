import type { Benchmark, Contestant, Line } from '../benchmark.js';
import { CPU_MS, P99, RATE } from '../figures.js';
import { serveFilled } from '../filled/served.js';
import { graphql } from '../http/calls.js';
import { Client } from '../http/client.js';
import { WALLET_PAGE } from '../http/documents.js';
import { listRequest, LISTS } from '../http/lists.js';
import { httpContestant } from '../http/server-process.js';
import { closedLoop } from '../load.js';

/** Number of times that a list is asked for, for each second of a round. */
const ASKED = 20;
const CONNECTIONS = 16;

const PAGE = "the wallet page's query, 16 connections";

const LINES: readonly Line[] = [
  { name: 'page', what: PAGE, contestant: PAGE, figure: RATE },
  { name: 'page', what: PAGE, contestant: PAGE, figure: CPU_MS },
  ...Object.keys(LISTS).map((name): Line => ({
    ...{ name: 'lists', what: name, contestant: name, figure: P99, target: { atMost: 30 } },
  })),
];

/** Measures what is read of a big ledger: the wallet page, and lists at their first page and deep in. */
export const readsBenchmark: Benchmark = {
  name: 'reads',
  title: 'pages and lists of a big ledger',
  lines: LINES,
  async prepare({ transactions, seconds }) {
    const served = await serveFilled(transactions, 'spread');
    const { server, customers } = served;
    const client = new Client(server.address);
    const lists = await Promise.all(
      Object.entries(LISTS).map(async ([name, list]): Promise<Contestant> => {
        const request = await listRequest(list, served, client);
        return {
          name,
          run: async () => {
            const before = server.cpuSeconds();
            const sample = await closedLoop(1, ASKED * seconds, async () => client.ask(request));
            return { ...sample, cpuSeconds: server.cpuSeconds() - before };
          },
        };
      }),
    );
    const requests = customers.map(({ token, walletId }) => graphql(token, WALLET_PAGE, { id: walletId }));
    return {
      contestants: [httpContestant(PAGE, server, { connections: CONNECTIONS, seconds, requests }), ...lists],
      async close() {
        client.close();
        await served.close();
      },
    };
  },
};
