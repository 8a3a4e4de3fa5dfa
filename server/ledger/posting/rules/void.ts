import type { Book } from '../book/book.js';
import type { SettlementCommand } from '../../model/command.js';
import type { Transaction } from '../../model/transaction.js';
import { assertPending } from './checks.js';

/** Voids a PENDING transaction. A frozen wallet is no obstacle, because a released hold moves no money. */
export function voidPending(book: Book, command: SettlementCommand): Transaction {
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
}
