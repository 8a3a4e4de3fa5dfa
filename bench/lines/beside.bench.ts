import type { Benchmark, Contestant, Line, Sample } from '../benchmark.js';
import { ownFigure, P99, RATE } from '../figures.js';
import { serveFilled } from '../filled/served.js';
import { graphql, graphqlTransfers } from '../http/calls.js';
import { Client } from '../http/client.js';
import { BALANCE } from '../http/documents.js';
import { loopHoldMs } from '../http/loop-hold.js';
import { httpContestant } from '../http/server-process.js';
import { WORK, workBeside } from '../http/work.js';

const CONNECTIONS = 64;
const ALONE = 'transfers with nothing beside them';
const BALANCES = "another client's balance, while 64 clients transfer";

const HELD = ownFigure('heldMs', 'ms the loop was held', 1);

const LINES: readonly Line[] = [
  { name: 'balance', what: BALANCES, contestant: BALANCES, figure: P99, target: { atMost: 25 } },
  { name: 'beside', what: ALONE, contestant: ALONE, figure: RATE },
  { name: 'beside', what: ALONE, contestant: ALONE, figure: HELD, target: { atMost: 25 } },
  ...WORK.flatMap((work): Line[] => {
    const what = nameBeside(work);
    const line = { name: 'beside', what, contestant: what };
    const beside = { contestant: ALONE, figure: RATE, by: 'ratio', label: 'alone' } as const;
    return [
      { ...line, figure: RATE, beside, target: { atLeast: 0.8 } },
      { ...line, figure: HELD, target: { atMost: 25 } },
    ];
  }),
];

/** Measures transfers in a big ledger while something long runs beside them, and a short read while transfers run. */
export const besideBenchmark: Benchmark = {
  name: 'beside',
  title: 'transfers beside long work, in a big ledger',
  lines: LINES,
  async prepare({ transactions, seconds }) {
    const served = await serveFilled(transactions, 'spread');
    const { server, customers } = served;
    const requests = graphqlTransfers(customers);
    const transfers = httpContestant(ALONE, server, { connections: CONNECTIONS, seconds, requests });
    const client = new Client(server.address);
    const [asker] = customers;
    if (!asker) throw new RangeError('Nobody is signed in');

    const holding = async (work: (signal: AbortSignal) => Promise<number>): Promise<Sample> => {
      const stop = new AbortController();
      await loopHoldMs(client);
      const done = work(stop.signal);
      const sample = await transfers.run();
      const heldMs = await loopHoldMs(client);
      stop.abort();
      return { ...sample, own: { heldMs, done: await done } };
    };
    return {
      contestants: [
        { name: ALONE, run: async () => holding(async () => Promise.resolve(0)) },
        ...WORK.map((work): Contestant => ({
          name: nameBeside(work),
          run: async () => holding(async (signal) => workBeside(work, served, signal)),
        })),
        {
          name: BALANCES,
          async run() {
            const latenciesMs: number[] = [];
            const sample = await holding(async (signal) => {
              const request = graphql(asker.token, BALANCE, { id: asker.walletId });
              while (!signal.aborted) {
                const startedAt = performance.now();
                await client.ask(request);
                latenciesMs.push(performance.now() - startedAt);
              }
              return latenciesMs.length;
            });
            return { ...sample, latenciesMs };
          },
        },
      ],
      async close() {
        client.close();
        await served.close();
      },
    };
  },
};

function nameBeside(work: string): string {
  return `transfers beside ${work}`;
}
