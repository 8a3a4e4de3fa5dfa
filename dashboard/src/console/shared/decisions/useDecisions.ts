import { useEventListener } from '@vueuse/core';
import { computed, inject, onScopeDispose, provide, shallowReactive, type InjectionKey } from 'vue';
import { attempt, type Outcome } from '../../../shared/api/acts';
import { onReturn } from '../../../shared/api/reachability';
import { useSession, type Session } from '../../../shared/session/session';
import { DecisionQueue, isOpen, isUnderWay, wantsRetry, type Decided, type Decision } from './decision-queue';
import { lateMessage } from './review';
import { whenIdle } from '../../../shared/ui/when-idle';
import { useNotify } from '../../../shared/api/useNotify';

export interface Decisions {
  /** The decisions of this tab by transaction, each with its stage. */
  readonly all: ReadonlyMap<string, Decided>;
  readonly queue: DecisionQueue;
}

interface Desk extends Decisions {
  readonly userId: string | undefined;
}

type Notify = ReturnType<typeof useNotify>;

const DECISIONS: InjectionKey<Decisions> = Symbol('decisions');

// Loaded when the page is idle, so that decisions work even if the network fails later.
const loadActs = async () => import('./transaction-acts');

// Outlives the pages: an operator who has to sign in again still finds the decisions that failed.
let desk: Desk | undefined;

/** Keeps decisions running on all pages of the console, and asks before the tab is closed. */
export function provideDecisions(): Decisions {
  const session = useSession();
  const userId = session.user.value?.id;
  const decisions = desk && desk.userId === userId ? desk : openDesk(session, userId, useNotify());
  desk = decisions;
  useEventListener(window, 'beforeunload', (event) => {
    if ([...decisions.all.values()].some(isOpen)) event.preventDefault();
  });
  void whenIdle().then(loadActs);
  const drain = async () => decisions.queue.drain();
  onScopeDispose(
    onReturn(() => {
      for (const { id, stage } of decisions.all.values())
        if (stage === 'unknown') void decisions.queue.retry(id);
    }),
  );
  session.underWay.add(drain);
  onScopeDispose(() => session.underWay.delete(drain));
  provide(DECISIONS, decisions);
  return decisions;
}

export function useDecisions(): Decisions {
  const decisions = inject(DECISIONS);
  if (!decisions) throw new Error('The decisions are provided by the layout of the console');
  return decisions;
}

/** Counts the decisions that are under way, and those that somebody has to look at. */
export function useDecisionCounts({ all }: Decisions) {
  return computed(() => {
    const decided = [...all.values()];
    return {
      underWay: decided.filter(isUnderWay).length,
      failed: decided.filter(wantsRetry).length,
    };
  });
}

function openDesk(session: Session, userId: string | undefined, notify: Notify): Desk {
  const all = shallowReactive(new Map<string, Decided>());
  const send = async ({ id, act, reason }: Decision): Promise<Outcome> => {
    const { transactionActs } = await loadActs();
    const client = session.client.value;
    const outcome = await attempt(
      act === 'post' ? transactionActs.post(client, id) : transactionActs.void(client, id, reason),
    );
    const late = outcome.type === 'failed' && lateMessage(outcome.problem);
    if (late) notify.info(late);
    return outcome;
  };
  return { userId, all, queue: new DecisionQueue(send, all) };
}
