import { assertNotClosed } from './checks.js';
import type { Rule } from './rule.js';
import { changeStatus, invalidStatus, needsWallet, walletOf } from './wallet-status.js';

/** Freezes a wallet: no money moves in or out until it is unfrozen. Pending transactions stay pending. */
export const freeze: Rule<'freeze'> = {
  operation: 'freeze',
  needs: needsWallet,
  apply: (book, command) => {
    const wallet = walletOf(book, command);
    assertNotClosed(wallet);
    if (wallet.status === 'FROZEN') throw invalidStatus(wallet, 'The wallet is frozen already');
    return changeStatus(book, command, wallet, 'FROZEN');
  },
};
