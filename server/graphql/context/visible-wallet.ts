import { mayReach } from '../../identity/access/guard.js';
import type { Guarded } from '../../identity/access/table.js';
import { notFound } from '../../identity/model/viewer.js';
import type { Wallet } from '../../ledger/model/wallet.js';
import type { Context } from './context.js';

/**
 * Finds a wallet that the viewer asks for by its id.
 *
 * @param asked The requested field or route, whose rule applies.
 * @param field Name of the id in the request.
 * @throws AccessError UNAUTHENTICATED; NOT_FOUND, also for somebody else's wallet.
 */
export async function visibleWallet(
  id: string,
  { known, loaders }: Context,
  asked: Guarded,
  field = 'id',
): Promise<Wallet> {
  const wallet = await loaders.wallet.load(id.toLowerCase());
  // A shard is part of its treasury, and nothing that anybody could ask for.
  if (!wallet || wallet.shard > 0 || !mayReach(asked, known, wallet.ownerId)) throw notFound('wallet', field);
  return wallet;
}
