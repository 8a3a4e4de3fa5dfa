import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { againstBenchmark } from './against.bench.js';
import type { Benchmark } from './benchmark.js';
import { exportBenchmark } from './export.bench.js';
import { httpBenchmark } from './http.bench.js';
import { ledgerBenchmark } from './ledger.bench.js';
import { printResult, saveResults } from './report.js';
import { riskBenchmark } from './risk.bench.js';
import { runRounds, type Result } from './rounds.js';

/** Every benchmark that `npm run bench` runs, in this order; each has a file of its own. */
const BENCHMARKS: readonly Benchmark[] = [
  ledgerBenchmark(1024),
  ledgerBenchmark(16),
  httpBenchmark,
  exportBenchmark,
  riskBenchmark,
];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
    against: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(
    'npm run bench -- [--rounds 7] [--only <part of a name>] [--against <another checkout, installed>]\n',
  );
  for (const { name, title } of BENCHMARKS) console.log(`  ${name}  ${title}`);
} else {
  await runAll(
    Number(values.rounds),
    benchmarksOf(values.against).filter(({ name }) => name.includes(values.only)),
  );
}

/** Selects all benchmarks, or only this checkout against another one. */
function benchmarksOf(against: string | undefined): readonly Benchmark[] {
  if (against === undefined) return BENCHMARKS;
  return [1024, 16].map((wallets) => againstBenchmark(resolve(against), wallets));
}

async function runAll(rounds: number, benchmarks: readonly Benchmark[]): Promise<void> {
  const results: Record<string, Result> = {};
  for (const benchmark of benchmarks) {
    const stage = await benchmark.prepare();
    try {
      const result = await runRounds(stage, rounds, (round) =>
        process.stderr.write(`\r${benchmark.name}: round ${String(round)} of ${String(rounds)} `),
      );
      process.stderr.write('\n');
      printResult(benchmark, result);
      results[benchmark.name] = result;
    } finally {
      await stage.close();
    }
  }
  console.log(`\n  Saved to ${saveResults(results, rounds)}`);
}
