import { planDemo } from './plan.js';
import { STAFF } from './sign-ins.js';
import { PlanRunner } from './plan-runner.js';
import type { DemoTarget, FillReport } from './types.js';

export interface FillOptions {
  /** Midnight UTC of the first day. */
  readonly start: Date;
  /** The present, which ends the runner. */
  readonly until: Date;
  readonly onProgress?: (done: number, total: number) => void;
  /** Stops the fill between two steps; a later fill goes on from there. */
  readonly signal?: AbortSignal;
}

/**
 * Fills in the demo data, or its missing part. `Accounts` makes every user and `Ledger.submit` every movement, on a
 * clock that is set to the moment of each step, so that the same two moments give the same rows on every database.
 *
 * @throws The reason of the signal when it is aborted; LedgerError UNAVAILABLE or OUTCOME_UNKNOWN.
 */
export async function fillDemo(target: DemoTarget, options: FillOptions): Promise<FillReport> {
  const { start, until, onProgress, signal } = options;
  const runner = new PlanRunner(target, start);
  for (const user of STAFF) await runner.join(user);

  const plan = planDemo(start, until);
  for (const [done, step] of plan.entries()) {
    signal?.throwIfAborted();
    await runner.run(step);
    onProgress?.(done, plan.length);
  }
  await runner.drain();
  onProgress?.(plan.length, plan.length);
  return runner.report();
}
