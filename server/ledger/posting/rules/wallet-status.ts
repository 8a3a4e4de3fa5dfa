import type { AuditAction } from '../../model/audit-event.js';
import type { Book } from '../book/book.js';
import type { WalletCommand } from '../../model/command.js';
import { Rejection } from '../../errors.js';
import { formatAmount } from '../../money/money.js';
import type { Wallet, WalletStatus } from '../../model/wallet.js';
import { assertNotClosed } from './checks.js';

/** Freezes a wallet: no money moves in or out until it is unfrozen. Pending transactions stay pending. */
export function freeze(book: Book, command: WalletCommand): Wallet {
  const wallet = walletOf(book, command);
  assertNotClosed(wallet);
  if (wallet.status === 'FROZEN') throw invalid(wallet, 'The wallet is frozen already');
  return change(book, command, wallet, 'FROZEN', 'WALLET_FROZEN');
}

export function unfreeze(book: Book, command: WalletCommand): Wallet {
  const wallet = walletOf(book, command);
  if (wallet.status !== 'FROZEN') throw invalid(wallet, `The wallet is ${wallet.status}, not FROZEN`);
  return change(book, command, wallet, 'ACTIVE', 'WALLET_UNFROZEN');
}

/**
 * Closes a wallet for good. It must be empty and without pending transactions, and its owner cannot close it while it
 * is frozen.
 */
export function close(book: Book, command: WalletCommand): Wallet {
  const wallet = walletOf(book, command);
  if (wallet.status === 'CLOSED') throw invalid(wallet, 'The wallet is closed already');
  if (wallet.status === 'FROZEN' && command.ownOnly) {
    throw new Rejection('WALLET_FROZEN', 'The wallet is frozen');
  }
  const { posted, held, incoming, currency } = wallet;
  if (posted !== 0 || held !== 0 || incoming !== 0) {
    throw new Rejection('INVALID_STATE', 'Only an empty wallet with nothing pending can be closed', {
      status: wallet.status,
      posted: formatAmount(posted, currency),
      held: formatAmount(held, currency),
      incoming: formatAmount(incoming, currency),
      currency,
    });
  }
  return change(book, command, wallet, 'CLOSED', 'WALLET_CLOSED');
}

function walletOf(book: Book, { walletId, principalId, ownOnly }: WalletCommand): Wallet {
  return ownOnly && principalId !== null
    ? book.ownedWallet(walletId, principalId, 'id')
    : book.customerWallet(walletId, 'id');
}

function change(
  book: Book,
  { principalId, reason }: WalletCommand,
  wallet: Wallet,
  status: WalletStatus,
  action: AuditAction,
): Wallet {
  wallet.status = status;
  book.acts.push({ at: book.now, actorId: principalId, action, walletId: wallet.id, reason });
  return wallet;
}

function invalid({ status }: Wallet, message: string): Rejection {
  return new Rejection('INVALID_STATE', message, { status });
}
