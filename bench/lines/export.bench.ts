import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, Contestant, Line } from '../benchmark.js';
import { CPU_MS, PEAK_MIB, RATE } from '../figures.js';
import { filledLedger } from '../filled/fill.js';
import { runNissmart } from '../nissmart-process.js';

const FORMATS = ['csv', 'ndjson'];

const LINES = FORMATS.flatMap((format): Line[] =>
  [RATE, CPU_MS, PEAK_MIB].map((figure) => ({
    ...{ name: 'export', what: `nissmart export transactions to ${format}`, contestant: format, figure },
  })),
);

/** Measures `nissmart export` of a big ledger to a file, in a process of its own. */
export const exportBenchmark: Benchmark = {
  name: 'export',
  title: 'nissmart export',
  lines: LINES,
  async prepare({ transactions }) {
    const { folder } = await filledLedger(transactions, 'spread');
    const contestants = FORMATS.map((format): Contestant => ({
      ...{ name: format, once: true },
      async run() {
        const out = join(folder, `transactions.${format}`);
        rmSync(out, { force: true });
        const args = ['export', 'transactions', '--format', format, '--out', out];
        const used = await runNissmart(folder, args);
        if (!used) throw new Error('Nobody aborts an export');
        return { operations: transactions, ...used, latenciesMs: [] };
      },
    }));
    return {
      contestants,
      async close() {
        rmSync(folder, { recursive: true });
        return Promise.resolve();
      },
    };
  },
};
