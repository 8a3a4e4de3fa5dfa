import type { Book } from '../book/book.js';
import type { SettlementCommand } from '../../model/command.js';
import { Rejection } from '../../errors.js';
import type { Transaction } from '../../model/transaction.js';
import { assertActive, assertPending } from './checks.js';

/** Posts a PENDING transaction for good, unless it has expired. */
export function post(book: Book, command: SettlementCommand): Transaction {
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
}
