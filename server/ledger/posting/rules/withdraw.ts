import type { Book } from '../book/book.js';
import type { WithdrawCommand } from '../../model/command.js';
import type { Transaction } from '../../model/transaction.js';
import { assertActive, assertCurrency } from './checks.js';
import { postOrWait } from './post-or-wait.js';

/** Cash goes out, or is held until it may: from the customer's own wallet to the treasury of the currency. */
export function withdraw(book: Book, command: WithdrawCommand): Transaction {
  const wallet = book.ownedWallet(command.walletId, command.principalId, 'walletId');
  assertActive(wallet);
  assertCurrency(wallet, command.currency);
  return postOrWait(book, {
    ...command,
    type: 'WITHDRAWAL',
    source: wallet,
    destination: book.treasury(command.currency),
    initiatedById: command.principalId,
  });
}
