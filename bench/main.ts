import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark, Plan } from './benchmark.js';
import { keepFilled } from './filled/fill.js';
import { againstBenchmark } from './lines/against.bench.js';
import { besideBenchmark } from './lines/beside.bench.js';
import { exportBenchmark } from './lines/export.bench.js';
import { httpBenchmark } from './lines/http.bench.js';
import { ledgerBenchmark } from './lines/ledger.bench.js';
import { nodesBenchmark } from './lines/nodes.bench.js';
import { overloadBenchmark } from './lines/overload.bench.js';
import { postgresBenchmark } from './lines/postgres.bench.js';
import { readsBenchmark } from './lines/reads.bench.js';
import { rulerBenchmark } from './lines/ruler.bench.js';
import { sizeBenchmark } from './lines/size.bench.js';
import { summaryBenchmark } from './lines/summary.bench.js';
import { verifyBenchmark } from './lines/verify.bench.js';
import { drawPlots } from './report/plots.js';
import { runAll } from './run.js';

/** Every benchmark that `npm run bench` runs, in this order; each has a file of its own. */
const BENCHMARKS: readonly Benchmark[] = [
  ledgerBenchmark,
  httpBenchmark,
  readsBenchmark,
  besideBenchmark,
  summaryBenchmark,
  verifyBenchmark,
  sizeBenchmark,
  exportBenchmark,
  overloadBenchmark,
  postgresBenchmark,
];

/** Run only when they are named. */
const ASIDE: readonly Benchmark[] = [nodesBenchmark, rulerBenchmark];

const PLAN: Plan = { rounds: 5, seconds: 4, transactions: 100_000 };
const QUICK_PLAN: Plan = { rounds: 2, seconds: 1, transactions: 10_000 };

const USAGE = `npm run bench -- [--quick] [--rounds 5] [--seconds 4] [--transactions 100000] [name …]
npm run bench -- --against <another checkout, installed>
npm run bench -- fill --transactions 1000000 [--open-hour]
npm run bench -- plot [bench/results/….json …]

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
    'open-hour': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
  for (const { name, title, lines } of [...BENCHMARKS, ...ASIDE]) {
    console.log(`  ${name}: ${title}\n    ${[...new Set(lines.map((line) => line.name))].join(' ')}`);
  }
} else if (positionals[0] === 'fill') {
  const transactions = Number(values.transactions ?? PLAN.transactions);
  console.log(`Kept in ${await keepFilled(transactions, values['open-hour'] ? 'open-hour' : 'spread')}`);
} else if (positionals[0] === 'plot') {
  for (const path of drawPlots(positionals.slice(1))) console.log(`Drawn: ${path}`);
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
