import type { Book } from '../book.js';
import type { TransferCommand } from '../command.js';
import { Rejection } from '../errors.js';
import type { Transaction } from '../transaction.js';
import { assertActive, assertCurrency } from './checks.js';

/** Money moves from the customer's own wallet to another customer wallet of the same currency, theirs or somebody else's. */
export function transfer(book: Book, command: TransferCommand): Transaction {
  const source = book.ownedWallet(command.fromWalletId, command.principalId, 'fromWalletId');
  const destination =
    'walletId' in command.to
      ? book.customerWallet(command.to.walletId, 'toWalletId')
      : book.receivingWallet(command.to.ownerId, command.currency);
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
