import type { OperationResult } from '@urql/core';
import { v4 } from 'uuid';
import { ActKeys } from './act-keys';
import { withPassword } from './confirming';
import { mayHaveHappened, problemOf, type Problem } from './errors';

/** A command of the user that is sent under an idempotency key of its own. */
export interface Act<Data = unknown> {
  /** Identifies the request by its whole content: the same request keeps its key until its outcome is known. */
  readonly request: readonly unknown[];
  readonly send: (idempotencyKey: string) => PromiseLike<OperationResult<Data>>;
}

export type Outcome<Data = unknown> =
  | { readonly type: 'done'; readonly data: Data }
  /** The act did not happen. */
  | { readonly type: 'failed'; readonly problem: Problem }
  /** The outcome is unknown: the act can only be sent again as it was. */
  | { readonly type: 'unknown' };

// The keys of this tab. A key outlives the dialog that it was made for.
const keys = new ActKeys(() => v4());

/** Sends an act, under its former key while the outcome of the last attempt is unknown. */
export async function attempt<Data>({ request, send }: Act<Data>): Promise<Outcome<Data>> {
  const key = keys.keyOf(request);
  const result = await withPassword(async () => send(key));
  const { data, error } = result;
  if (error && !mayHaveHappened(result)) {
    keys.settle(request);
    return { type: 'failed', problem: problemOf(error) };
  }
  if (error || data === undefined) return { type: 'unknown' };
  keys.settle(request);
  return { type: 'done', data };
}
