import type { Book } from '../book/book.js';
import type { TransferCommand } from '../../model/command.js';
import { Rejection } from '../../errors.js';
import { assertFunds } from '../book/funds.js';
import type { Transaction } from '../../model/transaction.js';
import type { Wallet } from '../../model/wallet.js';
import { assertActive, assertCurrency } from './checks.js';

/** Money moves from the customer's own wallet to another customer wallet of the same currency, theirs or somebody else's. */
export function transfer(book: Book, command: TransferCommand): Transaction {
  const source = book.ownedWallet(command.fromWalletId, command.principalId, 'fromWalletId');
  const destination = destinationOf(book, command, source);
  if (source === destination) throw new Rejection('SAME_WALLET', 'A transfer needs two different wallets');
  assertActive(source);
  assertActive(destination);
  assertCurrency(source, command.currency);
  assertCurrency(destination, command.currency);
  return book.post({
    ...command,
    type: 'TRANSFER',
    source,
    destination,
    initiatedById: command.principalId,
  });
}

/**
 * Looks up a person last, so that a sender who cannot pay does not learn from the answer if they have an account.
 *
 * @throws LedgerError NOT_FOUND; for a person also Rejection, for what is wrong with the source
 */
function destinationOf(book: Book, { to, currency, amount }: TransferCommand, source: Wallet): Wallet {
  if ('walletId' in to) return book.customerWallet(to.walletId, 'toWalletId');
  assertActive(source);
  assertCurrency(source, currency);
  assertFunds(source, amount);
  return book.receivingWallet(to.ownerId, currency);
}
