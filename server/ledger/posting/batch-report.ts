import type { Command } from '../model/command.js';

/** Measurements of one unit of work, for metrics. */
export interface BatchReport {
  readonly size: number;
  readonly seconds: number;
  readonly outcomes: readonly { operation: Command['operation']; code: string; replayed: boolean }[];
}
