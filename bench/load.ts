import type { Sample } from './benchmark.js';

/** Runs so many callers at once, each starting its next call when the last one is answered, until all calls are made. */
export async function closedLoop(
  callers: number,
  operations: number,
  call: (index: number) => Promise<unknown>,
): Promise<Sample> {
  const latenciesMs: number[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < operations) {
      const index = next;
      next += 1;
      const startedAt = performance.now();
      await call(index);
      latenciesMs.push(performance.now() - startedAt);
    }
  };
  const timing = startTimer();
  await Promise.all(Array.from({ length: callers }, caller));
  return { operations, ...timing(), latenciesMs };
}

/** Starts a clock and a processor clock; the returned function reads both. */
export function startTimer(): () => Pick<Sample, 'seconds' | 'cpuSeconds'> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  return () => {
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { seconds, cpuSeconds: (user + system) / 1e6 };
  };
}
