import type { Comparison, Contestant, Sample, Stage } from './benchmark.js';

/** A contestant's medians over all rounds. */
export interface Standing {
  readonly name: string;
  readonly perSecond: number;
  readonly cpuMsPerOperation: number;
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
  /** The highest of all rounds, in MiB. */
  readonly peakMiB: number | undefined;
}

/** A comparison: the ratio of the work done in the same time, and with the same processor time. */
export interface Ratio {
  readonly name: string;
  /** The median over all rounds of the ratio of the rates; then its lowest and highest value. */
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  /** The same by time on the processor, which other processes on the machine disturb less. */
  readonly byCpu: number;
  readonly atLeast: number | undefined;
}

export interface Result {
  readonly standings: readonly Standing[];
  readonly ratios: readonly Ratio[];
}

/**
 * Lets the contestants take turns (A B C, C B A, …) and divides within a round, so that anything that slows the machine for
 * a while slows all of them. The first round warms up and is not counted.
 */
export async function runRounds(
  stage: Stage,
  rounds: number,
  onRound: (round: number) => void,
): Promise<Result> {
  const samples = new Map<string, Sample[]>(stage.contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    onRound(round);
    const order = round % 2 === 0 ? stage.contestants : stage.contestants.toReversed();
    for (const contestant of order) {
      const sample = await contestant.run();
      if (round > 0) samples.get(contestant.name)?.push(sample);
    }
  }
  return {
    standings: stage.contestants.map((contestant) =>
      standingOf(contestant, samples.get(contestant.name) ?? []),
    ),
    ratios: stage.comparisons.map((comparison) => ratioOf(comparison, samples)),
  };
}

function standingOf({ name }: Contestant, samples: readonly Sample[]): Standing {
  return {
    name,
    perSecond: median(samples.map(perSecond)),
    cpuMsPerOperation: median(samples.map((sample) => 1000 / perCpuSecond(sample))),
    p50Ms: medianOfKnown(samples.map((sample) => quantile(sample.latenciesMs, 0.5))),
    p99Ms: medianOfKnown(samples.map((sample) => quantile(sample.latenciesMs, 0.99))),
    peakMiB: quantile(known(samples.map((sample) => sample.peakMiB)), 1),
  };
}

function ratioOf(
  { name, of, to, atLeast }: Comparison,
  samples: ReadonlyMap<string, readonly Sample[]>,
): Ratio {
  const eachRound = (rate: (sample: Sample) => number): number[] =>
    (samples.get(of) ?? []).map((sample, round) => {
      const others = to.flatMap((other) => samples.get(other)?.[round] ?? []);
      return rate(sample) / Math.max(...others.map(rate));
    });
  const ratios = eachRound(perSecond);
  return {
    name,
    median: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    byCpu: median(eachRound(perCpuSecond)),
    atLeast,
  };
}

function perSecond({ operations, seconds }: Sample): number {
  return operations / seconds;
}

function perCpuSecond({ operations, cpuSeconds }: Sample): number {
  return operations / cpuSeconds;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5) ?? Number.NaN;
}

function medianOfKnown(values: readonly (number | undefined)[]): number | undefined {
  return quantile(known(values), 0.5);
}

function known(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined);
}

/** Returns the value below which a share of the values lie; between two neighbours where the share falls between them. */
function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (position % 1);
}
