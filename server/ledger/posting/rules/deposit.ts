import { systemWalletId } from '../../model/ids.js';
import { assertActive, assertCurrency } from './checks.js';
import { postOrWait } from './post-or-wait.js';
import type { Rule } from './rule.js';

/** Cash came in, or is announced: from the treasury of the currency to the customer's own wallet. */
export const deposit: Rule<'deposit'> = {
  operation: 'deposit',
  type: 'DEPOSIT',
  needs: ({ walletId, currency }) => ({ walletIds: [walletId, systemWalletId('TREASURY', currency)] }),
  apply: (book, command) => {
    const wallet = book.ownedWallet(command.walletId, command.principalId, 'walletId');
    assertActive(wallet);
    assertCurrency(wallet, command.currency);
    return postOrWait(book, {
      ...command,
      type: deposit.type,
      source: book.treasury(command.currency),
      destination: wallet,
      initiatedById: command.principalId,
    });
  },
};
