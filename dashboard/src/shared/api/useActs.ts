import { computed, shallowReactive, type ComputedRef } from 'vue';
import { attempt, type Act } from './acts';
import type { Problem } from './errors';
import { useNotify } from './useNotify';

/** An act, with the callbacks for its outcome. */
export interface ToldAct<Data> extends Act<Data> {
  readonly done: (data: Data) => void;
  /** Called when the act did not happen. Without it, the user is notified of the problem. */
  readonly failed?: (problem: Problem) => void;
}

/**
 * Carries out acts one after another, in the order in which they were asked for. While nobody knows what came of one, it can
 * only be sent again as it was.
 */
export function useActs(): {
  readonly busy: ComputedRef<boolean>;
  /** Carries out an act; an act that is under way is not sent twice. @returns True when it has happened for certain. */
  readonly carryOut: <Data>(act: ToldAct<Data>) => Promise<boolean>;
} {
  const notify = useNotify();
  const underWay = shallowReactive(new Map<string, Promise<boolean>>());
  const questions = new Map<string, () => void>();

  async function carryOut<Data>(act: ToldAct<Data>): Promise<boolean> {
    const name = JSON.stringify(act.request);
    const before = [...underWay.values()].at(-1);
    const present = underWay.get(name) ?? inTurn(name, act, before);
    underWay.set(name, present);
    return present;
  }

  async function inTurn<Data>(name: string, act: ToldAct<Data>, before: Promise<unknown> | undefined) {
    try {
      // The caller of the act before handles its error.
      await before?.catch(() => undefined);
      questions.get(name)?.();
      const outcome = await attempt(act);
      if (outcome.type === 'unknown') questions.set(name, askAgain(act));
      else if (outcome.type === 'failed') (act.failed ?? notify.problem)(outcome.problem);
      else act.done(outcome.data);
      return outcome.type === 'done';
    } finally {
      underWay.delete(name);
    }
  }

  const askAgain = <Data>(act: ToldAct<Data>) =>
    notify.ask({
      title: 'We do not know yet whether that has happened',
      description: 'Trying again is safe: it can only happen once.',
      answer: 'Try again',
      onAnswer: () => void carryOut(act),
    });

  return { busy: computed(() => underWay.size > 0), carryOut };
}
