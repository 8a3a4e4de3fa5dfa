import type { Book } from '../book/book.js';
import type { ExpireCommand } from '../../model/command.js';
import { Rejection } from '../../errors.js';
import type { Transaction } from '../../model/transaction.js';
import { assertPending } from './checks.js';

/** Voids a PENDING transaction that nobody has decided in time. */
export function expire(book: Book, command: ExpireCommand): Transaction {
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
}
