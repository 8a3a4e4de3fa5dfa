import { Rejection } from '../../errors.js';
import { assertActive, assertPending } from './checks.js';
import type { Rule } from './rule.js';

/** Posts a PENDING transaction for good, unless it has expired. */
export const post: Rule<'post'> = {
  operation: 'post',
  needs: ({ transactionId }) => ({ transactionIds: [transactionId] }),
  apply: (book, command) => {
    const transaction = book.earlier(command.transactionId);
    assertPending(transaction);
    if (transaction.expiresAt && transaction.expiresAt <= book.now) {
      throw new Rejection('INVALID_STATE', 'The time of the transaction is over; it can only be voided', {
        status: transaction.status,
        expiresAt: transaction.expiresAt.toISOString(),
      });
    }
    const { source, destination } = book.sidesOf(transaction);
    assertActive(source);
    assertActive(destination);
    book.postPending(transaction);
    book.acts.push({
      at: book.now,
      actorId: command.principalId,
      action: 'TRANSACTION_POSTED',
      transactionId: transaction.id,
      reason: command.reason,
    });
    return transaction;
  },
};
