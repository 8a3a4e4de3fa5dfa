import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Round } from './against-worker.js';
import type { Benchmark, Contestant, Sample } from './benchmark.js';

const HERE = fileURLToPath(new URL('../', import.meta.url));
const WORKER = fileURLToPath(new URL('against-worker.ts', import.meta.url));

/** Compares `ledger.submit` of this checkout with that of another one, each in a process of its own, in turns. */
export function againstBenchmark(checkout: string, wallets: number): Benchmark {
  return {
    name: `against-${String(wallets)}`,
    title: `ledger.submit against ${checkout}: transfers among ${String(wallets)} wallets`,
    async prepare() {
      const [there, here] = await Promise.all([start(checkout, wallets), start(HERE, wallets)]);
      const contestant = (name: string, child: ChildProcess, round: Round): Contestant => ({
        name,
        run: async () => ask(child, round),
      });
      const loads = [
        { callers: 1, operations: 200 },
        { callers: 64, operations: 2000 },
        { callers: 256, operations: 4000 },
      ];
      return {
        contestants: loads.flatMap((load) => [
          contestant(`there, ${callersOf(load)}`, there, { ...load, checkpoint: false }),
          contestant(`here, ${callersOf(load)}`, here, { ...load, checkpoint: false }),
          contestant(`here and signed, ${callersOf(load)}`, here, { ...load, checkpoint: true }),
        ]),
        comparisons: loads.flatMap((load) =>
          [
            ['here', 'there'],
            ['here and signed', 'here'],
          ].map(([of = '', to = '']) => ({
            name: `${of} ÷ ${to}, ${callersOf(load)}`,
            of: `${of}, ${callersOf(load)}`,
            to: [`${to}, ${callersOf(load)}`],
          })),
        ),
        async close() {
          await Promise.all([there, here].map(stop));
        },
      };
    },
  };
}

function callersOf({ callers }: { callers: number }): string {
  return callers === 1 ? '1 caller' : `${String(callers)} callers`;
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
