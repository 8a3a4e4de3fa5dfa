import type { Sample } from './benchmark.js';
import { quantile } from './statistics.js';

/** A number that a line reads off a sample, with how it is printed. */
export interface Figure {
  readonly unit: string;
  readonly digits: number;
  read(sample: Sample): number;
}

export const RATE: Figure = {
  unit: '/s',
  digits: 0,
  read: ({ operations, seconds }) => operations / seconds,
};

export const P50: Figure = {
  unit: 'ms p50',
  digits: 2,
  read: ({ latenciesMs }) => quantile(latenciesMs, 0.5),
};

export const P99: Figure = {
  unit: 'ms p99',
  digits: 2,
  read: ({ latenciesMs }) => quantile(latenciesMs, 0.99),
};

export const CPU_MS: Figure = {
  unit: 'ms CPU',
  digits: 3,
  read: ({ operations, cpuSeconds }) => (cpuSeconds * 1000) / operations,
};

export const PEAK_MIB: Figure = {
  unit: 'MiB',
  digits: 0,
  read: ({ peakMiB }) => peakMiB ?? Number.NaN,
};

/** A figure that only one contestant has. */
export function ownFigure(name: string, unit: string, digits: number): Figure {
  return { unit, digits, read: ({ own }) => own?.[name] ?? Number.NaN };
}
