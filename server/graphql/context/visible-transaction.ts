import { mayReachEverybodys } from '../../identity/access/guard.js';
import type { Guarded } from '../../identity/access/table.js';
import type { Transaction } from '../../ledger/model/transaction.js';
import type { Context } from './context.js';

/**
 * Finds a transaction by its id; null also when the viewer may not see it: a customer sees those that one of their wallets
 * is a party to.
 *
 * @param asked The requested field, whose rule applies.
 * @throws AccessError UNAUTHENTICATED
 */
export async function findVisibleTransaction(
  id: string,
  { known, loaders }: Context,
  asked: Guarded,
): Promise<Transaction | null> {
  const transaction = await loaders.transaction.load(id);
  if (!transaction || mayReachEverybodys(asked, known)) return transaction;
  const own = await loaders.walletIdsOfOwner.load(known.userId);
  return own.has(transaction.sourceWalletId) || own.has(transaction.destinationWalletId) ? transaction : null;
}
