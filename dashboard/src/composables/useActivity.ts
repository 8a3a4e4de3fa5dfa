import { computed, type ComputedRef } from 'vue';
import { WalletEntriesQuery } from '../graphql/wallet-entries';
import { WalletTransactionsQuery } from '../graphql/wallet-transactions';
import {
  entryFilterOf,
  isOfEntries,
  rowOfEntry,
  rowOfTransaction,
  transactionFilterOf,
  type ActivityFilters,
  type ActivityRow,
} from '../lib/activity';
import { useConnection, type ConnectionList } from './useConnection';

const PAGE = 25;

/** The history of a wallet under its filters, as one list that grows. */
export function useActivity(
  walletId: () => string,
  filters: () => ActivityFilters,
): ComputedRef<ConnectionList<ActivityRow>> {
  const ofEntries = computed(() => isOfEntries(filters()));
  const entries = useConnection({
    query: WalletEntriesQuery,
    variables: (after) =>
      ofEntries.value
        ? { walletId: walletId(), first: PAGE, after, filter: entryFilterOf(filters()) }
        : undefined,
    select: ({ wallet }) => wallet?.entries,
  });
  const transactions = useConnection({
    query: WalletTransactionsQuery,
    variables: (after) =>
      ofEntries.value
        ? undefined
        : { walletId: walletId(), first: PAGE, after, filter: transactionFilterOf(filters()) },
    select: ({ wallet }) => wallet?.transactions,
  });
  return computed(() =>
    ofEntries.value
      ? { ...entries, nodes: computed(() => entries.nodes.value.map(rowOfEntry)) }
      : { ...transactions, nodes: computed(() => transactions.nodes.value.map(rowOfTransaction)) },
  );
}
