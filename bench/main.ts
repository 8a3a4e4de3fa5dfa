import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.js';
import { httpBenchmark } from './http.bench.js';
import { ledgerBenchmark } from './ledger.bench.js';
import { printResult, saveResults } from './report.js';
import { runRounds, type Result } from './rounds.js';

/** Every benchmark that `npm run bench` runs, in this order; each has a file of its own. */
const BENCHMARKS: readonly Benchmark[] = [ledgerBenchmark(1024), ledgerBenchmark(16), httpBenchmark];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log('npm run bench -- [--rounds 7] [--only <part of a name>]\n');
  for (const { name, title } of BENCHMARKS) console.log(`  ${name}  ${title}`);
} else {
  await runAll(
    Number(values.rounds),
    BENCHMARKS.filter(({ name }) => name.includes(values.only)),
  );
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
