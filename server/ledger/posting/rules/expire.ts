import { Rejection } from '../../errors.js';
import { assertPending } from './checks.js';
import type { Rule } from './rule.js';

/** Voids a PENDING transaction that nobody has decided in time. */
export const expire: Rule<'expire'> = {
  operation: 'expire',
  needs: ({ transactionId }) => ({ transactionIds: [transactionId] }),
  apply: (book, command) => {
    const transaction = book.earlier(command.transactionId);
    assertPending(transaction);
    if (!transaction.expiresAt || transaction.expiresAt > book.now) {
      throw new Rejection('INVALID_STATE', 'The time of the transaction is not over yet', {
        status: transaction.status,
        expiresAt: transaction.expiresAt?.toISOString() ?? null,
      });
    }
    book.release(transaction);
    book.acts.push({
      at: book.now,
      actorId: null,
      action: 'TRANSACTION_EXPIRED',
      transactionId: transaction.id,
      reason: null,
    });
    return transaction;
  },
};
