import type { Benchmark, Contestant, Line } from '../benchmark.js';
import { P50, P99 } from '../figures.js';
import { serveFilled } from '../filled/served.js';
import { graphql } from '../http/calls.js';
import { Client } from '../http/client.js';
import type { RequestTemplate } from '../http/requests.js';
import { ADMIN_SUMMARY, RISK_SUMMARY } from '../http/documents.js';
import { closedLoop } from '../load.js';

/** Number of times that a report is asked for, for each second of a round. */
const ASKED = 30;
const FEW = 10_000;

const BIG = 'adminSummary, all transactions in the open hour';
const SMALL = 'adminSummary, few transactions';
const RISK = 'riskSummary, all transactions in the open hour';

const LINES: readonly Line[] = [
  { name: 'summary', what: BIG, contestant: BIG, figure: P99, target: { atMost: 30 } },
  {
    ...{ name: 'summary', what: BIG, contestant: BIG, figure: P50, target: { atMost: 1.5 } },
    beside: { contestant: SMALL, figure: P50, by: 'ratio', label: 'with few' },
  },
  { name: 'risk', what: RISK, contestant: RISK, figure: P99 },
];

/** Asks for the admin summary of the hour that has everything, and of one that has little. */
export const summaryBenchmark: Benchmark = {
  name: 'summary',
  title: 'adminSummary of a busy hour',
  lines: LINES,
  async prepare({ transactions, seconds }) {
    const small = await serveFilled(Math.min(FEW, Math.ceil(transactions / 10)), 'open-hour');
    const big = await serveFilled(transactions, 'open-hour');
    const clients = [small, big].map(({ server }) => new Client(server.address));
    const [toSmall, toBig] = clients;
    const asking = (name: string, client: Client | undefined, request: RequestTemplate): Contestant => ({
      name,
      run: async () => closedLoop(1, ASKED * seconds, async () => client?.ask(request)),
    });
    return {
      contestants: [
        asking(SMALL, toSmall, graphql(small.staff, ADMIN_SUMMARY)),
        asking(BIG, toBig, graphql(big.staff, ADMIN_SUMMARY)),
        asking(RISK, toBig, graphql(big.staff, RISK_SUMMARY)),
      ],
      async close() {
        for (const client of clients) client.close();
        await small.close();
        await big.close();
      },
    };
  },
};
