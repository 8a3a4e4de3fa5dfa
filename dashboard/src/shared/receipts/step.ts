/** What a receipt is checked for, in this order. */
export const STEPS = ['file', 'entry', 'chain', 'path', 'key', 'signature'] as const;
export type StepName = (typeof STEPS)[number];

/**
 * `computed`: it leads on to the next step and can only be wrong there. `skipped`: without the file there is nothing to
 * check. `impossible`: this browser lacks what it takes.
 */
export type StepOutcome = 'passed' | 'failed' | 'computed' | 'skipped' | 'impossible';

export interface Step {
  readonly name: StepName;
  readonly outcome: StepOutcome;
  /** What came of it, in words. */
  readonly finding: string;
  /** What was computed or compared, in hexadecimal. */
  readonly value?: string;
}
