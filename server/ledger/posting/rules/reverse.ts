import { Rejection } from '../../errors.js';
import { assertNotClosed } from './checks.js';
import type { Rule } from './rule.js';

/**
 * A posted transaction was wrong: a new one with the opposite entries undoes it, once. It needs the money to be there
 * still. A frozen wallet is no obstacle, because freezing is what an operator does first, so that the money stays.
 */
export const reverse: Rule<'reverse'> = {
  operation: 'reverse',
  type: 'REVERSAL',
  needs: ({ transactionId }) => ({ transactionIds: [transactionId], reversalsOf: [transactionId] }),
  apply: (book, command) => {
    const original = book.earlier(command.transactionId);
    if (original.type === reverse.type) {
      throw new Rejection('INVALID_STATE', 'A reversal is final', { type: original.type });
    }
    if (original.status !== 'POSTED') {
      throw new Rejection(
        'INVALID_STATE',
        `The transaction is ${original.status}; only a POSTED one is reversed`,
        {
          status: original.status,
        },
      );
    }
    const earlier = book.reversalOf(original);
    if (earlier) {
      throw new Rejection('INVALID_STATE', 'The transaction was reversed already', {
        reversedById: earlier.id,
      });
    }
    const { source, destination } = book.sidesOf(original);
    assertNotClosed(source);
    assertNotClosed(destination);
    const reversal = book.post({
      type: reverse.type,
      amount: original.amount,
      currency: original.currency,
      source: destination,
      destination: source,
      initiatedById: command.principalId,
      reference: original.reference ?? null,
      description: null,
      metadata: null,
      reversalOfId: original.id,
    });
    book.acts.push({
      at: book.now,
      actorId: command.principalId,
      action: 'TRANSACTION_REVERSED',
      transactionId: original.id,
      reason: command.reason,
      details: { reversalId: reversal.id },
    });
    return reversal;
  },
};
