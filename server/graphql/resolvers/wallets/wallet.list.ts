import type { Wallet } from '../../../ledger/model/wallet.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { pageRequest, type PageArgs } from '../../types/page-args.js';
import { walletFilterFor } from '../../input/wallet.filter.js';
import { walletList, type WalletFilterInput } from '../../types/wallet.types.js';

/** Lists the wallets of one user. Their number is bounded, so that they can be counted. */
export async function walletsOf(
  ownerId: string,
  args: PageArgs,
  input: WalletFilterInput | null,
  { loaders, known }: Context,
): Promise<Connection<Wallet>> {
  const request = pageRequest(args, walletList);
  const filter = walletFilterFor(known, input);
  const page = await loaders.walletsOfOwner(ownerId, filter, request);
  return toConnection(page, walletList, async () => loaders.walletCountOfOwner(ownerId, filter));
}
