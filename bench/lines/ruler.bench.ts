import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Benchmark, Contestant, Line } from '../benchmark.js';
import { P50, P99, RATE } from '../figures.js';
import { BUSY_MS, SLOW_MS, SLOWER_MS, SLOWER_ONE_IN } from '../http/bare-server.js';
import { loadByNode } from '../http/node-loop.js';
import { KEY, type HttpLoad, type HttpLoadResult } from '../http/requests.js';
import { loadByWrk } from '../http/wrk.js';

const SERVER = fileURLToPath(new URL('../http/bare-server.ts', import.meta.url));
const CONNECTIONS = 64;

const GENERATORS = { wrk: loadByWrk, 'node:http': loadByNode };
const PATHS = { busy: '/busy', slow: '/slow' };

const busy = `a server of ${String(BUSY_MS)} ms`;
const slow = `a server that waits ${String(SLOW_MS)} ms, one in ${String(SLOWER_ONE_IN)} ${String(SLOWER_MS)} ms`;

function linesOf(generator: string): Line[] {
  return [
    { name: 'ruler', what: `${busy}, by ${generator}`, contestant: `${generator} busy`, figure: RATE },
    ...[RATE, P50, P99].map((figure) => ({
      ...{ name: 'ruler', what: `${slow}, by ${generator}`, contestant: `${generator} slow`, figure },
    })),
  ];
}

const AGREEMENT = [
  { path: 'busy', what: busy, figure: RATE },
  { path: 'slow', what: slow, figure: RATE },
  { path: 'slow', what: slow, figure: P50 },
  { path: 'slow', what: slow, figure: P99 },
].map(({ path, what, figure }): Line => ({
  ...{ name: 'ruler', what: `${what}, by both`, contestant: `node:http ${path}`, figure },
  beside: { contestant: `wrk ${path}`, figure, by: 'ratio', label: 'wrk' },
  target: { atLeast: 0.95 },
}));

/** Checks the ruler itself: both load generators against servers whose cost is known. */
export const rulerBenchmark: Benchmark = {
  name: 'ruler',
  title: 'both load generators against servers of known cost',
  lines: [...linesOf('wrk'), ...linesOf('node:http'), ...AGREEMENT],
  async prepare({ seconds }) {
    const server = fork(SERVER);
    const [port] = (await once(server, 'message')) as [number];
    const contestants = Object.entries(GENERATORS).flatMap(([generator, load]) =>
      Object.entries(PATHS).map(([name, path]) =>
        contestant(`${generator} ${name}`, load, {
          address: `http://127.0.0.1:${String(port)}`,
          connections: CONNECTIONS,
          seconds,
          requests: [{ method: 'POST', path, headers: { 'idempotency-key': KEY }, body: '{}' }],
        }),
      ),
    );
    return {
      contestants,
      close: async () => {
        server.disconnect();
        await once(server, 'exit');
      },
    };
  },
};

function contestant(
  name: string,
  generate: (load: HttpLoad) => Promise<HttpLoadResult>,
  load: HttpLoad,
): Contestant {
  return {
    name,
    async run() {
      const { answers, seconds, latenciesMs } = await generate(load);
      return { operations: answers, seconds, cpuSeconds: Number.NaN, latenciesMs };
    },
  };
}
