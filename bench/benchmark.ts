/** Measurements of one round of one contestant. */
export interface Sample {
  readonly operations: number;
  readonly seconds: number;
  /** Time on the processor, all threads together; other processes on the machine disturb it less than `seconds`. */
  readonly cpuSeconds: number;
  /** Wait of each caller, in milliseconds; empty where nobody waits for a single operation. */
  readonly latenciesMs: readonly number[];
  /** Peak memory of a contestant in a process of its own, in MiB. */
  readonly peakMiB?: number;
}

/** One way of doing the same work. */
export interface Contestant {
  readonly name: string;
  /** Does one round of the work. */
  run(): Promise<Sample>;
}

/** Two contestants whose rates are divided, round by round. */
export interface Comparison {
  readonly name: string;
  readonly of: string;
  /** One name, or several: then the fastest of them in the round. */
  readonly to: readonly string[];
  /** Minimum ratio that the project asks for. */
  readonly atLeast?: number;
}

/** Databases or servers that a benchmark has built, with its contestants and comparisons. */
export interface Stage {
  readonly contestants: readonly Contestant[];
  readonly comparisons: readonly Comparison[];
  close(): Promise<void>;
}

/** One entry of the registry in main.ts. */
export interface Benchmark {
  readonly name: string;
  readonly title: string;
  prepare(): Promise<Stage>;
}
