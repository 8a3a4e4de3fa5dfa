import type { Rule } from './rule.js';
import { changeStatus, invalidStatus, needsWallet, walletOf } from './wallet-status.js';

/** Lets money move in and out of a frozen wallet again. */
export const unfreeze: Rule<'unfreeze'> = {
  operation: 'unfreeze',
  needs: needsWallet,
  apply: (book, command) => {
    const wallet = walletOf(book, command);
    if (wallet.status !== 'FROZEN') throw invalidStatus(wallet, `The wallet is ${wallet.status}, not FROZEN`);
    return changeStatus(book, command, wallet, 'ACTIVE');
  },
};
