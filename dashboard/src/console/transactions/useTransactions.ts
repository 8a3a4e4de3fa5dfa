import { useRoute, type RouteLocationRaw } from 'vue-router';
import { computed } from 'vue';
import { TransactionTotalsQuery } from '../shared/lists/transaction-totals.query';
import { ConsoleTransactionsQuery } from './transactions.query';
import { TRANSACTION_FILTERS, transactionFilter } from './transaction-filter';
import { totalsOfKinds, totalsVariables } from '../shared/lists/totals';
import { useRouteFilters } from '../../shared/lists/useRouteFilters';
import { useConsoleList } from '../shared/lists/useConsoleList';
import { useTotals } from '../shared/lists/useTotals';

/** Reads the transactions that the URL's filters select, and their totals. */
export function useTransactions() {
  const route = useRoute();
  const { filters } = useRouteFilters(TRANSACTION_FILTERS);
  const filter = computed(() => transactionFilter(filters.value));
  return {
    list: useConsoleList({
      query: ConsoleTransactionsQuery,
      variables: (after) => ({ after, filter: filter.value }),
      select: ({ transactions }) => transactions,
    }),
    totals: useTotals({
      query: TransactionTotalsQuery,
      variables: () => totalsVariables(filter.value),
      select: totalsOfKinds,
    }),
    /** Returns the link to a row's panel, which keeps the filters. */
    panelOf: ({ id }: { readonly id: string }): RouteLocationRaw => ({
      path: `/console/transactions/${id}`,
      query: route.query,
    }),
  };
}
