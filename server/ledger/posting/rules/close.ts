import { Rejection } from '../../errors.js';
import { formatAmount } from '../../money/money.js';
import type { Rule } from './rule.js';
import { changeStatus, invalidStatus, needsWallet, walletOf } from './wallet-status.js';

/**
 * Closes a wallet for good. It must be empty and without pending transactions, and its owner cannot close it while it
 * is frozen.
 */
export const close: Rule<'close'> = {
  operation: 'close',
  needs: needsWallet,
  apply: (book, command) => {
    const wallet = walletOf(book, command);
    if (wallet.status === 'CLOSED') throw invalidStatus(wallet, 'The wallet is closed already');
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
    return changeStatus(book, command, wallet, 'CLOSED');
  },
};
