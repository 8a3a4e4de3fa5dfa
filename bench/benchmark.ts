import type { Figure } from './figures.js';

/** Measurements of one round of one contestant. */
export interface Sample {
  readonly operations: number;
  readonly seconds: number;
  /**
   * Time on the processor of whoever does the work, all threads together; other processes on the machine disturb it less
   * than `seconds`.
   */
  readonly cpuSeconds: number;
  /** Wait of each caller, in milliseconds; empty where nobody waits for a single operation. */
  readonly latenciesMs: readonly number[];
  /** Memory of a contestant in a process of its own, in MiB: the highest that was seen. */
  readonly peakMiB?: number;
  /** Figures that only this contestant has, by the name that its lines read them by. */
  readonly own?: Readonly<Record<string, number>>;
}

/** One way of doing the same work. */
export interface Contestant {
  readonly name: string;
  /** Runs once, before the rounds and without a warm-up: what it does cannot be repeated, or is the same each time. */
  readonly once?: boolean;
  /** Does one round of the work. */
  run(): Promise<Sample>;
}

/** A bound that the project asks a figure, or its ratio, to keep. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** The figure of the same round by which another is divided, or that is taken off it. */
export interface Beside {
  readonly contestant: string;
  readonly figure: Figure;
  readonly by: 'ratio' | 'difference';
  /** Its name in the table, such as "the floor". */
  readonly label: string;
}

/** One line of the table. */
export interface Line {
  /** The word that selects it: `npm run bench -- <name>`. */
  readonly name: string;
  readonly what: string;
  readonly contestant: string;
  readonly figure: Figure;
  readonly beside?: Beside;
  /** Holds for the ratio or difference where there is one, else for the figure. */
  readonly target?: Target;
}

/** Databases or servers that a benchmark has built, with its contestants. */
export interface Stage {
  readonly contestants: readonly Contestant[];
  /** The reason that there are none, on a machine that lacks what they need. */
  readonly skipped?: string;
  close(): Promise<void>;
}

/** The size of a run. */
export interface Plan {
  /** Rounds that count; one more warms up. */
  readonly rounds: number;
  /** Seconds of load over HTTP in a round; what is counted in operations has as many as take about as long. */
  readonly seconds: number;
  /** Transactions in the ledgers that are called big. */
  readonly transactions: number;
}

/** One entry of the registry: lines that are measured on one stage, so that their ratios are ratios within one run. */
export interface Benchmark {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly Line[];
  prepare(plan: Plan): Promise<Stage>;
}
