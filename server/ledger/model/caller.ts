import { LedgerError } from '../errors.js';

/** The one who waits for an answer; an AbortSignal is one. */
export interface Caller {
  /** True once nobody waits any more. */
  readonly aborted: boolean;
}

/** A caller that always waits, as the jobs of the process itself. */
export const patientCaller: Caller = { aborted: false };

/** Makes the answer to a caller who has gone: at most a log hears of it. */
export function abandonment(): LedgerError {
  return new LedgerError('UNAVAILABLE', 'Nobody waits for the answer any more; nothing happened');
}
