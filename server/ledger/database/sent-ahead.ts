import type { EntityManager } from '@mikro-orm/core';
import { isConsequence } from './failures.js';

/** Writes of a transaction that were sent, and whose answers nobody has waited for yet. */
class SentAhead {
  /** True while further writes are sent without waiting for their answers. */
  open = false;
  readonly #answers: Promise<unknown>[] = [];

  add(answer: Promise<unknown>): void {
    // Its failure is told to whoever waits for all answers, which may be later than it comes.
    answer.catch(() => undefined);
    this.#answers.push(answer);
  }

  async settled(): Promise<void> {
    await waitForAll(this.#answers);
  }
}

const byTransaction = new WeakMap<object, SentAhead>();

/**
 * Sends the writes of a function one after the other, each without waiting for the answer to the one before: they run in the
 * order in which they are sent, and a failure is the failure of the unit of work, before it commits. Whoever writes like this
 * hears neither counts nor generated values.
 */
export async function sendAhead(em: EntityManager, write: () => Promise<void>): Promise<void> {
  const transaction = em.getTransactionContext<object>();
  if (!transaction) throw new Error('Only a unit of work can send writes ahead');
  const sent = byTransaction.get(transaction) ?? new SentAhead();
  byTransaction.set(transaction, sent);
  sent.open = true;
  try {
    await write();
  } finally {
    sent.open = false;
  }
}

/** Returns a function that takes the answer to a write of this transaction; undefined when its answer is to be waited for. */
export function takerOfAnswers(
  transaction: object | undefined,
): ((answer: Promise<unknown>) => void) | undefined {
  const sent = transaction && byTransaction.get(transaction);
  return sent?.open ? (answer) => sent.add(answer) : undefined;
}

/** Waits until all writes that were sent ahead are answered. @throws the first failure, in the order of sending. */
export async function answersToSent(em: EntityManager): Promise<void> {
  const transaction = em.getTransactionContext<object>();
  if (transaction) await byTransaction.get(transaction)?.settled();
}

/**
 * Waits for all of them, also when one fails, so that nothing of a unit of work is under way when it is undone.
 *
 * @throws the first failure, in the order in which they are given.
 */
export async function waitForAll<const Promises extends readonly Promise<unknown>[]>(
  promises: Promises,
): Promise<{ -readonly [Index in keyof Promises]: Awaited<Promises[Index]> }> {
  const settled = await Promise.allSettled(promises);
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  // On PostgreSQL one that has failed makes all that come after it fail.
  const first = failures.find((failure) => !isConsequence(failure)) ?? failures[0];
  if (failures.length > 0) throw first;
  return Promise.all(promises);
}
