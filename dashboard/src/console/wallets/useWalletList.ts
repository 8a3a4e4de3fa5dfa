import { computed } from 'vue';
import { useRoute, type RouteLocationRaw } from 'vue-router';
import { WalletTotalsQuery } from './wallet-totals.query';
import { ConsoleWalletsQuery } from './wallets.query';
import { WALLET_FILTERS, walletFilter } from './wallet-filter';
import { useRouteFilters } from '../../shared/lists/useRouteFilters';
import { useConsoleList } from '../shared/lists/useConsoleList';
import { useTotals } from '../shared/lists/useTotals';

/** Reads the wallets that the URL's filters select, and the sum of their posted balances. */
export function useWalletList() {
  const route = useRoute();
  const { filters } = useRouteFilters(WALLET_FILTERS);
  const filter = computed(() => walletFilter(filters.value));
  const isEverything = computed(() => {
    const { search, kind, status, ownerId } = filter.value;
    return !search && !kind && !status && !ownerId;
  });
  return {
    list: useConsoleList({
      query: ConsoleWalletsQuery,
      variables: (after) => ({ after, filter: filter.value }),
      select: ({ wallets }) => wallets,
    }),
    totals: useTotals({
      query: WalletTotalsQuery,
      variables: () => ({ filter: filter.value }),
      select: ({ walletTotals }) => ({
        count: walletTotals.reduce((sum, { count }) => sum + count, 0),
        parts: [{ amounts: walletTotals.map(({ amount }) => amount) }],
      }),
    }),
    /** Explains a total of zero, which could look like a mistake: all wallets of a currency add up to nothing. */
    totalsNote: computed(() =>
      isEverything.value ? 'Zero, because treasuries owe what customers hold.' : undefined,
    ),
    panelOf: ({ id }: { readonly id: string }): RouteLocationRaw => ({
      path: `/console/wallets/${id}`,
      query: route.query,
    }),
  };
}
