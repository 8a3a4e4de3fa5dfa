import { maySeeWallet, notFound, requireViewer } from '../identity/viewer.js';
import type { Wallet } from '../ledger/wallet.js';
import type { Context } from './context.js';

/**
 * The wallet that the viewer asks for by its id.
 *
 * @param field What the request calls the id.
 *
 * @throws AccessError UNAUTHENTICATED; NOT_FOUND, also for somebody else's wallet.
 */
export async function visibleWallet(id: string, { viewer, loaders }: Context, field = 'id'): Promise<Wallet> {
  const known = requireViewer(viewer);
  const wallet = await loaders.wallet.load(id.toLowerCase());
  if (!wallet || !maySeeWallet(known, wallet)) throw notFound('wallet', field);
  return wallet;
}
