import type { Book } from '../book/book.js';
import type { TransferCommand } from '../../model/command.js';
import { Rejection } from '../../errors.js';
import { assertFunds } from '../book/funds.js';
import type { Wallet } from '../../model/wallet.js';
import { assertActive, assertCurrency, assertUnlocked } from './checks.js';
import type { Needs, Rule } from './rule.js';

/** Money moves from the customer's own wallet to another customer wallet of the same currency, theirs or somebody else's. */
export const transfer: Rule<'transfer'> = {
  operation: 'transfer',
  type: 'TRANSFER',
  needs: ({ fromWalletId, to }) => needsOfSides(fromWalletId, to),
  apply: (book, command) => {
    const source = book.ownedWallet(command.fromWalletId, command.principalId, 'fromWalletId');
    const destination = destinationOf(book, command, source);
    if (source === destination) throw new Rejection('SAME_WALLET', 'A transfer needs two different wallets');
    assertActive(source);
    assertActive(destination);
    assertCurrency(source, command.currency);
    assertCurrency(destination, command.currency);
    assertUnlocked(source, book.now);
    return book.post({
      ...command,
      type: transfer.type,
      source,
      destination,
      initiatedById: command.principalId,
    });
  },
};

/** The wallet that pays, and the one that is paid or all wallets of who is paid. */
export function needsOfSides(
  fromWalletId: string,
  to: { readonly walletId: string } | { readonly ownerId: string | null },
): Needs {
  if ('walletId' in to) return { walletIds: [fromWalletId, to.walletId] };
  return { walletIds: [fromWalletId], ownerIds: to.ownerId === null ? [] : [to.ownerId] };
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
  assertUnlocked(source, book.now);
  assertFunds(source, amount);
  return book.receivingWallet(to.ownerId, currency);
}
