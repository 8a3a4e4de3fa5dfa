import { peopleMatching } from '../identity/user-list.js';
import type { WalletFilter } from '../ledger/queries/wallets.js';
import { idFilter } from './id.filter.js';
import type { WalletFilterInput } from './wallet.types.js';

/** GraphQL's nulls mean "any"; the ledger's filters leave such a condition out. */
export function walletFilter(input: WalletFilterInput | null): WalletFilter {
  return {
    currency: input?.currency ?? undefined,
    kind: input?.kind ?? undefined,
    status: input?.status ?? undefined,
    ownerId: idFilter(input?.ownerId),
    search: input?.search ?? undefined,
  };
}

/** Analysts and operators also search by owner. */
export function staffWalletFilter(input: WalletFilterInput | null): WalletFilter {
  const filter = walletFilter(input);
  return filter.search === undefined ? filter : { ...filter, searchOwners: peopleMatching(filter.search) };
}
