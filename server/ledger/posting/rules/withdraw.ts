import { systemWalletId } from '../../model/ids.js';
import { assertActive, assertCurrency, assertUnlocked } from './checks.js';
import { postOrWait } from './post-or-wait.js';
import type { Rule } from './rule.js';

/** Cash goes out, or is held until it may: from the customer's own wallet to the treasury of the currency. */
export const withdraw: Rule<'withdraw'> = {
  operation: 'withdraw',
  type: 'WITHDRAWAL',
  needs: ({ walletId, currency }) => ({
    walletIds: [walletId, systemWalletId('TREASURY', currency)],
    reviewedIn: [currency],
  }),
  apply: (book, command) => {
    const wallet = book.ownedWallet(command.walletId, command.principalId, 'walletId');
    assertActive(wallet);
    assertCurrency(wallet, command.currency);
    assertUnlocked(wallet, book.now);
    return postOrWait(book, {
      ...command,
      type: withdraw.type,
      source: wallet,
      destination: book.treasury(command.currency),
      initiatedById: command.principalId,
    });
  },
};
