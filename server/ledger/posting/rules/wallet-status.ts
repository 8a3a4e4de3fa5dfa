import type { WalletCommand } from '../../model/command.js';
import { Rejection } from '../../errors.js';
import { OPERATIONS } from '../../model/operations.js';
import type { Wallet, WalletStatus } from '../../model/wallet.js';
import type { Book } from '../book/book.js';
import type { Needs } from './rule.js';

/* Shared by the rules that change the status of a wallet. */

export function needsWallet({ walletId }: WalletCommand): Needs {
  return { walletIds: [walletId] };
}

/** @throws LedgerError NOT_FOUND */
export function walletOf(book: Book, { walletId, principalId, ownOnly }: WalletCommand): Wallet {
  return ownOnly && principalId !== null
    ? book.ownedWallet(walletId, principalId, 'id')
    : book.customerWallet(walletId, 'id');
}

export function changeStatus(
  book: Book,
  { operation, principalId, reason }: WalletCommand,
  wallet: Wallet,
  status: WalletStatus,
): Wallet {
  wallet.status = status;
  const { action } = OPERATIONS[operation];
  book.acts.push({ at: book.now, actorId: principalId, action, walletId: wallet.id, reason });
  return wallet;
}

export function invalidStatus({ status }: Wallet, message: string): Rejection {
  return new Rejection('INVALID_STATE', message, { status });
}
