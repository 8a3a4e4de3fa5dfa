import type { OperationResult } from '@urql/core';
import { v4 } from 'uuid';
import { ActKeys } from './act-keys';
import { withPassword } from './confirming';
import { mayHaveHappened, problemOf, type Problem } from './errors';

/** Something that is asked for once, under a key of its own. */
export interface Act<Data = unknown> {
  /** Everything that is asked for: the same request keeps its key until its outcome is known. */
  readonly request: readonly unknown[];
  readonly send: (idempotencyKey: string) => PromiseLike<OperationResult<Data>>;
}

export type Outcome<Data = unknown> =
  | { readonly type: 'done'; readonly data: Data }
  /** It did not happen. */
  | { readonly type: 'failed'; readonly problem: Problem }
  /** Nobody knows: it can only be sent again as it was. */
  | { readonly type: 'unknown' };

// For as long as the tab is there: a key outlives the dialog that it was made for.
const keys = new ActKeys(() => v4());

/** Sends an act, under the key that it had before if nobody knows what came of it. */
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
