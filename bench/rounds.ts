import type { Contestant, Line, Sample } from './benchmark.js';
import { CPU_MS, ownFigure, P50, P99, PEAK_MIB, RATE } from './figures.js';
import { median } from './statistics.js';

/** A median over all rounds, with the lowest and the highest. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A line of the table with its figures. */
export interface Reading {
  readonly line: Line;
  readonly figure: Spread;
  /** The ratio or difference, round by round; undefined where a line has none. */
  readonly beside: Spread | undefined;
  /** Undefined where a line has no target. */
  readonly met: boolean | undefined;
}

/** A contestant's medians over all rounds. */
export type Standing = Readonly<Record<string, number | string>>;

export type Samples = ReadonlyMap<string, readonly Sample[]>;

/**
 * Lets the contestants take turns (A B C, C B A, …), after those that run once, so that anything that slows the machine for a while slows all of them.
 * The first round warms up and is not counted.
 */
export async function runRounds(
  contestants: readonly Contestant[],
  rounds: number,
  onTurn: (round: number, name: string) => void,
): Promise<Samples> {
  const samples = new Map<string, Sample[]>(contestants.map(({ name }) => [name, []]));
  const repeated = contestants.filter(({ once }) => once !== true);
  for (const contestant of contestants.filter(({ once }) => once === true)) {
    onTurn(1, contestant.name);
    samples.get(contestant.name)?.push(await contestant.run());
  }
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? repeated : repeated.toReversed();
    for (const contestant of order) {
      onTurn(round, contestant.name);
      const sample = await contestant.run();
      if (round > 0) samples.get(contestant.name)?.push(sample);
    }
  }
  return samples;
}

/** Reads a line off the samples: its ratio is the median of the rounds' ratios, not the ratio of two medians. */
export function readLine(line: Line, samples: Samples): Reading {
  const { beside, target } = line;
  const figures = (samples.get(line.contestant) ?? []).map((sample) => line.figure.read(sample));
  const others = beside && (samples.get(beside.contestant) ?? []).map((sample) => beside.figure.read(sample));
  const compared = others?.map((other, round) => {
    const figure = figures[round] ?? Number.NaN;
    return beside?.by === 'difference' ? figure - other : figure / other;
  });
  const judged = median(compared ?? figures);
  return {
    line,
    figure: spreadOf(figures),
    beside: compared && spreadOf(compared),
    met: target && ('atLeast' in target ? judged >= target.atLeast : judged <= target.atMost),
  };
}

/** Sums a contestant up, for the file of results: the lines of the table read only some of it. */
export function standingOf(name: string, samples: readonly Sample[]): Standing {
  const figures = { perSecond: RATE, p50Ms: P50, p99Ms: P99, cpuMs: CPU_MS, peakMiB: PEAK_MIB };
  const own = Object.keys(samples[0]?.own ?? {}).map((key) => [key, ownFigure(key, '', 0)] as const);
  const medians = [...Object.entries(figures), ...own].flatMap(([key, figure]): [string, number][] => {
    const value = median(samples.map((sample) => figure.read(sample)));
    return Number.isFinite(value) ? [[key, value]] : [];
  });
  return { name, ...Object.fromEntries(medians) };
}

function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
}
