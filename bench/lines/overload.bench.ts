import { rmSync } from 'node:fs';
import { openBank } from '../bank.js';
import type { Benchmark, Contestant, Line, Sample } from '../benchmark.js';
import { ownFigure, P50, P99, RATE } from '../figures.js';
import { graphqlTransfers } from '../http/calls.js';
import { sendCrowd, type CrowdLoad } from '../http/crowd.js';
import { httpContestant, startServer, type ServerProcess } from '../http/server-process.js';
import { signInCustomers } from '../http/sessions.js';
import { quantile } from '../statistics.js';

const WALLETS = 1024;
const PEAK_CONNECTIONS = 64;
const TIMES = 10;
const WARM_UP_SECONDS = 2;
/** Time after which a caller hangs up, in milliseconds. */
const PATIENCE_MS = 2_000;

const PEAK = 'GraphQL transfers, 64 connections: the peak';
const CROWDS = [2_000, 9_000].map((connections) => ({
  connections,
  name: `${String(TIMES)} × the peak, over up to ${String(connections)} connections`,
}));

const REFUSED = ownFigure('refusedShare', '% of the answers are refusals', 0);
const REFUSAL = ownFigure('refusalP50', 'ms p50 of refusals', 0);
const HUNG_UP = ownFigure('hungUp', '/s hang up', 0);

const LINES: readonly Line[] = [
  { name: 'overload', what: PEAK, contestant: PEAK, figure: RATE },
  ...CROWDS.flatMap(({ name: what }): Line[] => {
    const line = { name: 'overload', what, contestant: what };
    return [
      {
        ...{ ...line, figure: RATE, target: { atLeast: 0.8 } },
        beside: { contestant: PEAK, figure: RATE, by: 'ratio', label: 'the peak' },
      },
      ...[P50, P99, REFUSED, REFUSAL, HUNG_UP].map((figure) => ({ ...line, figure })),
    ];
  }),
];

/** Measures what a server still does when it is asked for ten times as much as it can do, by callers who do not wait for ever. */
export const overloadBenchmark: Benchmark = {
  name: 'overload',
  title: 'ten times the load that can be served',
  lines: LINES,
  async prepare({ seconds }) {
    const bank = await openBank(WALLETS);
    const customers = await signInCustomers(bank, new Date());
    await bank.leave();
    const server = await startServer(bank.folder);
    const requests = graphqlTransfers(customers);
    const peak = httpContestant(PEAK, server, { connections: PEAK_CONNECTIONS, seconds, requests });
    let perSecond = 0;
    return {
      contestants: [
        {
          name: PEAK,
          async run() {
            const sample = await peak.run();
            perSecond = RATE.read(sample);
            return sample;
          },
        },
        ...CROWDS.map(({ name, connections }): Contestant => ({
          name,
          run: async () =>
            crowdSample(server, {
              ...{ address: server.address, perSecond: TIMES * perSecond, seconds, connections, requests },
              ...{ warmUpSeconds: WARM_UP_SECONDS, patienceMs: PATIENCE_MS },
            }),
        })),
      ],
      async close() {
        await server.close();
        rmSync(bank.folder, { recursive: true });
      },
    };
  },
};

async function crowdSample(server: ServerProcess, load: CrowdLoad): Promise<Sample> {
  const before = server.cpuSeconds();
  const { served, refused, gaveUp, seconds, latenciesMs, refusalsMs } = await sendCrowd(load);
  const share = seconds / (seconds + load.warmUpSeconds);
  return {
    ...{ operations: served, seconds, latenciesMs },
    cpuSeconds: (server.cpuSeconds() - before) * share,
    own: {
      refusedShare: (100 * refused) / (served + refused),
      refusalP50: quantile(refusalsMs, 0.5),
      hungUp: gaveUp / seconds,
    },
  };
}
