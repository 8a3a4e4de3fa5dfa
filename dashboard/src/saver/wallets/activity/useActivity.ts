import { computed, type ComputedRef } from 'vue';
import { WalletEntriesQuery } from './wallet-entries.query';
import { WalletTransactionsQuery } from './wallet-transactions.query';
import {
  entryFilterOf,
  inTime,
  isOfEntries,
  isOfTransactions,
  rowOfEntry,
  rowOfTransaction,
  transactionFilterOf,
  type ActivityFilters,
  type ActivityRow,
} from './activity';
import { useConnection, type ConnectionList } from '../../../shared/lists/useConnection';

const PAGE = 25;

/** Reads the filtered history of a wallet as one growing list. */
export function useActivity(
  walletId: () => string,
  filters: () => ActivityFilters,
  isFiltered: () => boolean,
): ComputedRef<ConnectionList<ActivityRow>> {
  const ofEntries = computed(() => isOfEntries(filters()));
  // Without filters, pending transactions are shown separately, see `useOnItsWay`.
  const apart = () => (isFiltered() ? {} : { status: ['VOIDED' as const] });
  const ofTransactions = computed(() => isOfTransactions(filters()));
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
      ofTransactions.value
        ? {
            walletId: walletId(),
            first: PAGE,
            after,
            filter: { ...transactionFilterOf(filters()), ...apart() },
          }
        : undefined,
    select: ({ wallet }) => wallet?.transactions,
  });
  const completed = { ...entries, nodes: computed(() => entries.nodes.value.map(rowOfEntry)) };
  const others = { ...transactions, nodes: computed(() => transactions.nodes.value.map(rowOfTransaction)) };
  const both = merged(completed, others);
  return computed(() => (!ofTransactions.value ? completed : ofEntries.value ? both : others));
}

/** Two lists as one in the order of time. It ends where the first of them does that is not loaded to its own end. */
function merged(
  completed: ConnectionList<ActivityRow>,
  others: ConnectionList<ActivityRow>,
): ConnectionList<ActivityRow> {
  const either = (read: (list: ConnectionList<ActivityRow>) => ComputedRef<boolean>) =>
    computed(() => read(completed).value || read(others).value);
  const endOf = ({ nodes, hasMore, loadingMore, error }: ConnectionList<ActivityRow>): number => {
    const last = nodes.value.at(-1);
    const goesOn = hasMore.value || loadingMore.value || error.value !== undefined;
    return last && goesOn ? Date.parse(last.askedAt) : -Infinity;
  };
  const end = computed(() => Math.max(endOf(completed), endOf(others)));
  return {
    nodes: computed(() =>
      inTime(completed.nodes.value, others.nodes.value).filter(({ at }) => Date.parse(at) >= end.value),
    ),
    loading: either(({ loading }) => loading),
    loadingMore: either(({ loadingMore }) => loadingMore),
    hasMore: either(({ hasMore }) => hasMore),
    error: computed(() => completed.error.value ?? others.error.value),
    loadMore: () => {
      for (const list of [completed, others]) if (endOf(list) === end.value) list.loadMore();
    },
    retry: () => {
      completed.retry();
      others.retry();
    },
  };
}
