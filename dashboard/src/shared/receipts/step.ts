/** The steps of checking a receipt, in their order. */
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
  /** The result in words. */
  readonly finding: string;
  /** The computed or compared hash, key or signature, in hexadecimal. */
  readonly value?: string;
}
