import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Round } from '../against-worker.js';
import type { Benchmark, Contestant, Line, Sample } from '../benchmark.js';
import { CPU_MS, RATE } from '../figures.js';

const HERE = fileURLToPath(new URL('../../', import.meta.url));
const WORKER = fileURLToPath(new URL('../against-worker.ts', import.meta.url));

const LOADS = [
  { callers: 1, operations: 200 },
  { callers: 64, operations: 2000 },
  { callers: 256, operations: 4000 },
];

/** Compares `ledger.submit` of this checkout with that of another one, each in a process of its own, in turns. */
export function againstBenchmark(checkout: string, wallets: number): Benchmark {
  return {
    name: `against-${String(wallets)}`,
    title: `ledger.submit against ${checkout}, ${String(wallets)} wallets`,
    lines: LOADS.flatMap(({ callers }) => linesOf(callers, wallets)),
    async prepare() {
      const [there, here] = await Promise.all([start(checkout, wallets), start(HERE, wallets)]);
      const contestant = (who: Who, child: ChildProcess, round: Round): Contestant => ({
        name: contestantName(who, round.callers),
        run: async () => ask(child, round),
      });
      return {
        contestants: LOADS.flatMap((load) => [
          contestant('there', there, { ...load, checkpoint: false }),
          contestant('here', here, { ...load, checkpoint: false }),
          contestant('here, signed', here, { ...load, checkpoint: true }),
        ]),
        async close() {
          await Promise.all([there, here].map(stop));
        },
      };
    },
  };
}

type Who = 'there' | 'here' | 'here, signed';

function linesOf(callers: number, wallets: number): Line[] {
  const comparisons: readonly [Who, Who][] = [
    ['here', 'there'],
    ['here, signed', 'here'],
  ];
  return comparisons.flatMap(([who, to]) =>
    [RATE, CPU_MS].map((figure) => ({
      name: 'against',
      what: `${contestantName(who, callers)}, ${String(wallets)} wallets`,
      contestant: contestantName(who, callers),
      figure,
      beside: { contestant: contestantName(to, callers), figure, by: 'ratio' as const, label: to },
    })),
  );
}

function contestantName(who: Who, callers: number): string {
  return `${who}: ${callers === 1 ? '1 caller' : `${String(callers)} callers`}`;
}

async function start(checkout: string, wallets: number): Promise<ChildProcess> {
  const child = fork(WORKER, [checkout, String(wallets)], { cwd: checkout });
  await once(child, 'message');
  return child;
}

async function ask(child: ChildProcess, round: Round): Promise<Sample> {
  const answer = once(child, 'message') as Promise<[Sample]>;
  child.send(round);
  return (await answer)[0];
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.send('end');
  await ended;
}
