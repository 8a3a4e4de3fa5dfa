import { mayReachEverybodys } from '../../identity/access/guard.js';
import { peopleMatching } from '../../identity/users/user-list.js';
import type { Viewer } from '../../identity/model/viewer.js';
import type { WalletFilter } from '../../ledger/queries/wallets.js';
import { idFilter } from '../types/id.filter.js';
import { parseSearchText } from '../../identity/access/text.js';
import type { WalletFilterInput } from '../types/wallet.types.js';

/**
 * Parses the filter of wallets that a viewer may use: analysts and operators also search by owner. GraphQL's nulls mean
 * "any"; the ledger's filters leave such a condition out.
 *
 * @throws AccessError BAD_USER_INPUT
 */
export function walletFilterFor(viewer: Viewer, input: WalletFilterInput | null): WalletFilter {
  const search = parseSearchText('search', input?.search);
  return {
    currency: input?.currency ?? undefined,
    kind: input?.kind ?? undefined,
    status: input?.status ?? undefined,
    ownerId: idFilter(input?.ownerId),
    search,
    searchOwners:
      search !== undefined && mayReachEverybodys('WalletFilter.search', viewer)
        ? peopleMatching(search)
        : undefined,
  };
}
