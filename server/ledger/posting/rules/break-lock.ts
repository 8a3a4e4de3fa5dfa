import { Rejection } from '../../errors.js';
import { isLocked } from '../../model/goal.js';
import { OPERATIONS } from '../../model/operations.js';
import type { Rule } from './rule.js';
import { needsWallet, walletOf } from './wallet-status.js';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Starts the wait after which a wallet is no longer locked. A wait that has begun goes on: asking again neither shortens nor
 * lengthens it.
 */
export const breakLock: Rule<'breakLock'> = {
  operation: 'breakLock',
  needs: needsWallet,
  apply: (book, command) => {
    const wallet = walletOf(book, command);
    if (!isLocked(wallet, book.now)) throw new Rejection('INVALID_STATE', 'The wallet is not locked');
    wallet.lockOpensAt ??= new Date(book.now.getTime() + (wallet.lockWaitHours ?? 0) * HOUR_MS);
    book.acts.push({
      at: book.now,
      actorId: command.principalId,
      action: OPERATIONS.breakLock.action,
      walletId: wallet.id,
      reason: command.reason,
    });
    return wallet;
  },
};
