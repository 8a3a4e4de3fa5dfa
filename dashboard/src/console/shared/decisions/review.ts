import type { Problem } from '../../../shared/api/errors';
import type { ReviewQueueQuery } from './review-queue.query';
import type { ResultOf } from '../../../shared/graphql/tada';
import { formatMoney } from '../../../shared/money/money';
import type { TransactionData } from '../../../shared/ledger/movement';
import { TYPE_NAMES } from '../../../shared/ledger/transaction-types';

export type Waiting = ResultOf<typeof ReviewQueueQuery>['transactions']['nodes'][number];

/** Names a transaction, such as "Withdrawal of KES 50.00". */
export function nameOf({ type, amount }: Pick<TransactionData, 'type' | 'amount'>): string {
  return `${TYPE_NAMES[type]} of ${formatMoney(amount)}`;
}

/** Says that somebody else has decided first; undefined for any other problem. */
export function lateMessage({
  code,
  details: { status },
}: Problem): { readonly title: string; readonly description: string } | undefined {
  if (code !== 'INVALID_STATE' || (status !== 'POSTED' && status !== 'VOIDED')) return undefined;
  return {
    title: `Somebody was faster: it is ${status === 'POSTED' ? 'posted' : 'voided'} already`,
    description: 'Nothing has happened twice. You see it now as it is.',
  };
}

/**
 * The queue as it is worked through: what waits, the oldest first, and where it stood what was decided meanwhile, so that
 * no row takes the place of another one under the hand that is about to press a key.
 */
export function queueOf<Row extends { readonly id: string; readonly createdAt: string }>(
  waiting: readonly Row[],
  decided: readonly Row[],
): Row[] {
  const rows = new Map([...waiting, ...decided].map((row) => [row.id, row]));
  // Ids are time-ordered, so they also order the transactions of one moment.
  return [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Returns the id that a step leads to, without leaving the queue. */
export function stepFrom(ids: readonly string[], id: string | undefined, steps: 1 | -1): string | undefined {
  const index = id === undefined ? -1 : ids.indexOf(id);
  if (index === -1) return ids[0];
  return ids[Math.min(Math.max(index + steps, 0), ids.length - 1)];
}
