import { assertPending } from './checks.js';
import type { Rule } from './rule.js';

/** Voids a PENDING transaction. A frozen wallet is no obstacle, because a released hold moves no money. */
export const voidPending: Rule<'void'> = {
  operation: 'void',
  needs: ({ transactionId }) => ({ transactionIds: [transactionId] }),
  apply: (book, command) => {
    const transaction = book.earlier(command.transactionId);
    assertPending(transaction);
    book.release(transaction);
    book.acts.push({
      at: book.now,
      actorId: command.principalId,
      action: 'TRANSACTION_VOIDED',
      transactionId: transaction.id,
      reason: command.reason,
    });
    return transaction;
  },
};
