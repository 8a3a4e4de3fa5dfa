import type { Wallet } from '../../../ledger/model/wallet.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { pageRequest } from '../../types/page-args.js';
import { walletFilterFor } from '../../input/wallet.filter.js';
import { walletList, type WalletFilterInput, type WalletListArgs } from '../../types/wallet.types.js';

/** Lists the wallets of one user. Their number is bounded, so that they can be counted. */
export async function walletsOf(
  ownerId: string,
  args: WalletListArgs,
  input: WalletFilterInput | null,
  { loaders, known }: Context,
): Promise<Connection<Wallet>> {
  const request = { ...pageRequest(args, walletList), sort: args.sort ?? 'OPENED' };
  const filter = walletFilterFor(known, input);
  const page = await loaders.walletsOfOwner(ownerId, filter, request);
  return toConnection(page, walletList, async () => loaders.walletCountOfOwner(ownerId, filter));
}
