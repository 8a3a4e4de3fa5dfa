import type { TransactionFilter } from '../ledger/queries/transactions.js';
import type { Context } from './context.js';

/** A filter, and the wallets of which one must be a party, by which an index finds it. Undefined means any. */
interface Narrowed {
  readonly walletIds: readonly string[] | undefined;
  readonly filter: TransactionFilter;
}

/** Finds the wallets that a filter asks for: the one given, those of an owner, or what is both. */
export async function narrowed(
  { walletId, ownerId, ...filter }: TransactionFilter,
  { loaders }: Context,
): Promise<Narrowed> {
  if (ownerId === undefined) return { walletIds: walletId === undefined ? undefined : [walletId], filter };
  const owned = await loaders.walletIdsOfOwner.load(ownerId);
  const walletIds = walletId === undefined ? [...owned] : [walletId].filter((id) => owned.has(id));
  return { walletIds, filter };
}
