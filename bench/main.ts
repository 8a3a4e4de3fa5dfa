import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark, Plan } from './benchmark.js';
import { GENERATOR } from './http/generator.js';
import { againstBenchmark } from './lines/against.bench.js';
import { exportBenchmark } from './lines/export.bench.js';
import { httpBenchmark } from './lines/http.bench.js';
import { ledgerBenchmark } from './lines/ledger.bench.js';
import { riskBenchmark } from './lines/risk.bench.js';
import { rulerBenchmark } from './lines/ruler.bench.js';
import { describeMachine, machineLine } from './report/machine.js';
import { saveResults } from './report/results.js';
import { table } from './report/table.js';
import { readLine, runRounds, standingOf, type Reading, type Standing } from './rounds.js';

/** Every benchmark that `npm run bench` runs, in this order; each has a file of its own. */
const BENCHMARKS: readonly Benchmark[] = [ledgerBenchmark, httpBenchmark, exportBenchmark, riskBenchmark];

/** Run only when they are named. */
const ASIDE: readonly Benchmark[] = [rulerBenchmark];

const PLAN: Plan = { rounds: 5, seconds: 4, transactions: 100_000 };
const QUICK_PLAN: Plan = { rounds: 2, seconds: 2, transactions: 10_000 };

const USAGE = `npm run bench -- [--quick] [--rounds 5] [--seconds 4] [--transactions 100000] [name …]
npm run bench -- --against <another checkout, installed>

A name is that of a benchmark or of one of its lines:
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    transactions: { type: 'string' },
    against: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
  for (const { name, title, lines } of [...BENCHMARKS, ...ASIDE]) {
    console.log(`  ${name}: ${title}\n    ${[...new Set(lines.map((line) => line.name))].join(' ')}`);
  }
} else {
  const base = values.quick ? QUICK_PLAN : PLAN;
  const against = values.against;
  await runAll(
    {
      rounds: Number(values.rounds ?? base.rounds),
      seconds: Number(values.seconds ?? base.seconds),
      transactions: Number(values.transactions ?? base.transactions),
    },
    against === undefined
      ? selected(positionals)
      : [1024, 16].map((wallets) => againstBenchmark(resolve(against), wallets)),
  );
}

/** Selects benchmarks by their names, or only lines of them; all without a name. @throws RangeError for an unknown name */
function selected(names: readonly string[]): readonly Benchmark[] {
  if (names.length === 0) return BENCHMARKS;
  const all = [...BENCHMARKS, ...ASIDE];
  const known = new Set(all.flatMap(({ name, lines }) => [name, ...lines.map((line) => line.name)]));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw new RangeError(`There is no benchmark or line called ${unknown}`);
  return all.flatMap((benchmark) => {
    if (names.includes(benchmark.name)) return [benchmark];
    const lines = benchmark.lines.filter(({ name }) => names.includes(name));
    return lines.length === 0 ? [] : [{ ...benchmark, lines }];
  });
}

async function runAll(plan: Plan, benchmarks: readonly Benchmark[]): Promise<void> {
  const machine = describeMachine();
  const readings: Reading[] = [];
  const standings: Standing[] = [];
  for (const benchmark of benchmarks) {
    const stage = await benchmark.prepare(plan);
    try {
      // Contestants that no line reads have no turn.
      const needed = new Set(
        benchmark.lines.flatMap(({ contestant, beside }) => [contestant, beside?.contestant]),
      );
      const contestants = stage.contestants.filter(({ name }) => needed.has(name));
      const samples = await runRounds(contestants, plan.rounds, (round, name) => {
        const place = round === 0 ? 'warming up' : `round ${String(round)} of ${String(plan.rounds)}`;
        process.stderr.write(`\r\x1b[K${benchmark.name}, ${place}: ${name}`);
      });
      process.stderr.write('\r\x1b[K');
      readings.push(...benchmark.lines.map((line) => readLine(line, samples)));
      standings.push(...[...samples].map(([name, found]) => standingOf(name, found)));
    } finally {
      await stage.close();
    }
  }
  console.log(`\n  ${machineLine(machine)}\n  HTTP load by ${GENERATOR}\n\n${table(readings)}\n`);
  console.log(`  Saved to ${saveResults({ plan, machine, generator: GENERATOR, readings, standings })}`);
}
