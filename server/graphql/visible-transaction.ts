import { isStaff, maySeeTransaction, requireViewer } from '../identity/viewer.js';
import type { Transaction } from '../ledger/transaction.js';
import type { Context } from './context.js';

/**
 * The transaction of an id; null also when it is none that the viewer may see.
 *
 * @throws AccessError UNAUTHENTICATED
 */
export async function findVisibleTransaction(
  id: string,
  { viewer, loaders }: Context,
): Promise<Transaction | null> {
  const known = requireViewer(viewer);
  const transaction = await loaders.transaction.load(id);
  if (!transaction || isStaff(known)) return transaction;
  const own = await loaders.walletIdsOfOwner.load(known.userId);
  return maySeeTransaction(known, transaction, own) ? transaction : null;
}
