import type { Book } from '../book/book.js';
import type { DepositCommand } from '../../model/command.js';
import type { Transaction } from '../../model/transaction.js';
import { assertActive, assertCurrency } from './checks.js';
import { postOrWait } from './post-or-wait.js';

/** Cash came in, or is announced: from the treasury of the currency to the customer's own wallet. */
export function deposit(book: Book, command: DepositCommand): Transaction {
  const wallet = book.ownedWallet(command.walletId, command.principalId, 'walletId');
  assertActive(wallet);
  assertCurrency(wallet, command.currency);
  return postOrWait(book, {
    ...command,
    type: 'DEPOSIT',
    source: book.treasury(command.currency),
    destination: wallet,
    initiatedById: command.principalId,
  });
}
