import type { Benchmark, Plan } from './benchmark.js';
import { GENERATOR } from './http/generator.js';
import { describeMachine, machineLine } from './report/machine.js';
import { saveResults } from './report/results.js';
import { table } from './report/table.js';
import { readLine, runRounds, standingOf, type Reading, type Standing } from './rounds.js';

/** Findings of one benchmark. */
interface Found {
  readonly readings: readonly Reading[];
  readonly standings: readonly Standing[];
  readonly skipped?: string;
}

/** Runs benchmarks one after the other, prints their lines as one table and saves it. */
export async function runAll(plan: Plan, benchmarks: readonly Benchmark[]): Promise<void> {
  const machine = describeMachine();
  const found: Found[] = [];
  for (const benchmark of benchmarks) {
    found.push(await runOne(plan, benchmark).catch((error: unknown) => failed(benchmark, error)));
  }
  const readings = found.flatMap((each) => each.readings);
  const standings = found.flatMap((each) => each.standings);
  console.log(`\n  ${machineLine(machine)}\n  HTTP load by ${GENERATOR}\n\n${table(readings)}\n`);
  for (const { skipped } of found) if (skipped !== undefined) console.log(`  Skipped: ${skipped}`);
  console.log(`  Saved to ${saveResults({ plan, machine, generator: GENERATOR, readings, standings })}`);
}

/** Tells of a failure at once, and lets the other benchmarks run. */
function failed({ title }: Benchmark, error: unknown): Found {
  console.error(error);
  process.exitCode = 1;
  return { readings: [], standings: [], skipped: `${title}: it failed, see above` };
}

async function runOne(plan: Plan, benchmark: Benchmark): Promise<Found> {
  const { name, title, lines } = benchmark;
  const stage = await benchmark.prepare(plan);
  try {
    if (stage.skipped !== undefined) {
      return { readings: [], standings: [], skipped: `${title}: ${stage.skipped}` };
    }
    // Contestants that no line reads have no turn.
    const needed = new Set(lines.flatMap(({ contestant, beside }) => [contestant, beside?.contestant]));
    const contestants = stage.contestants.filter((contestant) => needed.has(contestant.name));
    const samples = await runRounds(contestants, plan.rounds, (round, turn) => {
      if (!process.stderr.isTTY) return;
      const place = round === 0 ? 'warming up' : `round ${String(round)} of ${String(plan.rounds)}`;
      process.stderr.write(`\r\x1b[K${name}, ${place}: ${turn}`);
    });
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    return {
      readings: lines.map((line) => readLine(line, samples)),
      standings: [...samples].map(([contestant, each]) => standingOf(contestant, each)),
    };
  } finally {
    await stage.close();
  }
}
