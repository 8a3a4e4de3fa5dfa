import type { Outcome } from '../../../shared/api/acts';
import type { Problem } from '../../../shared/api/errors';
import { lateMessage } from './review';

/** An operator's decision on a pending transaction. */
export interface Decision {
  readonly id: string;
  readonly act: 'post' | 'void';
  /** Empty when none is needed. */
  readonly reason: string;
}

/** A decision on its way. */
export type Decided = Decision &
  (
    | { readonly stage: 'queued' | 'sending' | 'done' | 'unknown' }
    | { readonly stage: 'failed'; readonly problem: Problem }
  );

/**
 * Sends decisions one after another, in the order in which they were made, however fast that was. Each stays here with what
 * came of it; one that failed waits for somebody to try again.
 */
export class DecisionQueue {
  #last: Promise<void> = Promise.resolve();

  /**
   * @param decisions By transaction, kept up to date from here on.
   */
  constructor(
    private readonly send: (decision: Decision) => Promise<Outcome>,
    private readonly decisions: Map<string, Decided>,
  ) {}

  /**
   * Queues a decision. Does nothing while the transaction is being decided, or may have been.
   *
   * @returns Resolves when there is an outcome.
   */
  async decide({ id, act, reason }: Decision): Promise<void> {
    if (!isOpen(this.decisions.get(id))) await this.#queue({ id, act, reason });
  }

  /** Sends again what failed, or what nobody knows the outcome of, as it was. */
  async retry(id: string): Promise<void> {
    const present = this.decisions.get(id);
    if (present?.stage !== 'failed' && present?.stage !== 'unknown') return;
    await this.#queue({ id, act: present.act, reason: present.reason });
  }

  /** Drops a decision that is no longer under way, once the transaction itself shows its outcome. */
  forget(id: string): void {
    if (!isUnderWay(this.decisions.get(id))) this.decisions.delete(id);
  }

  /** Resolves once nothing is queued or being sent any more. */
  async drain(): Promise<void> {
    while ([...this.decisions.values()].some(isUnderWay)) await this.#last;
  }

  async #queue(decision: Decision): Promise<void> {
    this.decisions.set(decision.id, { ...decision, stage: 'queued' });
    this.#last = this.#last.then(async () => this.#sendNow(decision));
    await this.#last;
  }

  async #sendNow(decision: Decision): Promise<void> {
    this.decisions.set(decision.id, { ...decision, stage: 'sending' });
    // A failure must not keep the next decision from being sent.
    const outcome = await this.send(decision).catch((): Outcome => ({ type: 'unknown' }));
    this.decisions.set(
      decision.id,
      outcome.type === 'failed'
        ? { ...decision, stage: 'failed', problem: outcome.problem }
        : { ...decision, stage: outcome.type },
    );
  }
}

/** Returns true while a decision waits to be sent, or for its answer. */
export function isUnderWay(decision: Decided | undefined): boolean {
  return decision?.stage === 'queued' || decision?.stage === 'sending';
}

/** Returns true until the outcome is known: until then, nothing else can be decided. */
export function isOpen(decision: Decided | undefined): boolean {
  return isUnderWay(decision) || decision?.stage === 'unknown';
}

/** Returns true for decisions that are worth sending again: the outcome is unknown, or nobody else was faster. */
export function wantsRetry(decision: Decided | undefined): boolean {
  return (
    decision?.stage === 'unknown' ||
    (decision?.stage === 'failed' && lateMessage(decision.problem) === undefined)
  );
}
