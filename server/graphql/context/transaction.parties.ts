import type { TransactionFilter } from '../../ledger/queries/transaction-conditions.js';
import type { Context } from './context.js';

/** A filter, and the wallets of which one must be a party, so that an index finds the rows. Undefined means any. */
interface Narrowed {
  readonly walletIds: readonly string[] | undefined;
  readonly filter: TransactionFilter;
}

/**
 * Chooses the wallets by which a filter is answered: the owner's, or the one given, or else the counterparty's. Conditions
 * that these do not imply stay in the filter: a wallet of somebody else, together with an owner, finds the transactions
 * between both. The owner's wallets come first, because a customer may ask for the treasury's wallet too, whose history is
 * everybody's.
 */
export async function narrowed(asked: TransactionFilter, { loaders }: Context): Promise<Narrowed> {
  const { walletId, ownerId, ...filter } = asked;
  if (ownerId !== undefined) {
    const owned = await loaders.walletIdsOfOwner.load(ownerId);
    if (walletId === undefined) return { walletIds: [...owned], filter };
    if (owned.has(walletId)) return { walletIds: [walletId], filter };
    return { walletIds: [...owned], filter: { ...filter, walletId } };
  }
  if (walletId !== undefined) return { walletIds: [walletId], filter };
  const { walletId: across, userId } = filter.counterparty ?? {};
  if (across !== undefined) return { walletIds: [across], filter };
  if (userId === undefined) return { walletIds: undefined, filter };
  return { walletIds: [...(await loaders.walletIdsOfOwner.load(userId))], filter };
}
