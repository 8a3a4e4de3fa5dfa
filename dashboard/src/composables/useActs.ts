import type { OperationResult } from '@urql/core';
import { v4 } from 'uuid';
import { readonly, ref, type Ref } from 'vue';
import { mayHaveHappened, problemOf, type Problem } from '../api/errors';
import { ActKeys } from '../lib/act-keys';
import { useNotify } from './useNotify';

/** Something that is asked for once, under a key of its own. */
export interface Act<Data> {
  /** Everything that is asked for: the same request keeps its key until its outcome is known. */
  readonly request: readonly unknown[];
  readonly send: (idempotencyKey: string) => PromiseLike<OperationResult<Data>>;
  readonly done: (data: Data) => void;
  /** It did not happen. Without it, the problem is told. */
  readonly failed?: (problem: Problem) => void;
}

// For as long as the tab is there: a key outlives the dialog that it was made for.
const keys = new ActKeys(() => v4());

/** Carries out acts one at a time. While nobody knows what came of one, it can only be sent again as it was. */
export function useActs(): {
  readonly busy: Readonly<Ref<boolean>>;
  /** @returns Whether it has happened, as far as is known. */
  readonly carryOut: <Data>(act: Act<Data>) => Promise<boolean>;
} {
  const notify = useNotify();
  const busy = ref(false);
  const questions = new Map<string, () => void>();

  async function carryOut<Data>(act: Act<Data>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    const key = keys.keyOf(act.request);
    questions.get(key)?.();
    try {
      const result = await act.send(key);
      if (result.error && mayHaveHappened(result)) {
        questions.set(key, askAgain(act));
        return false;
      }
      keys.settle(act.request);
      if (result.error) (act.failed ?? notify.problem)(problemOf(result.error));
      else if (result.data) act.done(result.data);
      return !result.error;
    } finally {
      busy.value = false;
    }
  }

  const askAgain = <Data>(act: Act<Data>) =>
    notify.ask({
      title: 'We do not know yet whether that has happened',
      description: 'Trying again is safe: it can only happen once.',
      answer: 'Try again',
      onAnswer: () => void carryOut(act),
    });

  return { busy: readonly(busy), carryOut };
}
