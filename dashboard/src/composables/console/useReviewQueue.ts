import { useClientHandle } from '@urql/vue';
import { computed, watch } from 'vue';
import { TransactionTotalsQuery } from '../../graphql/console/transaction-totals';
import { ReviewQueueQuery } from '../../graphql/console/review-queue';
import { ConsoleTransactionQuery } from '../../graphql/console/transaction';
import { REVIEW_FILTERS, reviewFilter } from '../../lib/console/filters';
import { queueOf, type Waiting } from '../../lib/console/review';
import { useRouteFilters } from '../useRouteFilters';
import { offerRefresh } from './useConsoleActions';
import { useConsoleList } from './useConsoleList';
import { useDecidedRows } from './useDecidedRows';
import { useTotals } from './useTotals';
import { useTransactionActs } from './useTransactionActs';

/** More of them are not worked through in one sitting. */
const LOADED_MAX = 1_000;

/** What waits for a decision, the oldest first, and how it is decided. */
export function useReviewQueue() {
  const { client } = useClientHandle();
  const { filters } = useRouteFilters(REVIEW_FILTERS);
  const filter = computed(() => reviewFilter(filters.value));
  const list = useConsoleList({
    query: ReviewQueueQuery,
    variables: (after) => ({ after, filter: filter.value }),
    select: ({ transactions }) => transactions,
  });
  // The API begins with the newest one; the oldest one is the one that is due.
  const loadsAll = computed(() => list.hasMore.value && list.nodes.value.length < LOADED_MAX);
  watch([loadsAll, list.nodes], () => loadsAll.value && list.loadMore(), { immediate: true });
  const loading = computed(() => list.loading.value || list.loadingMore.value || loadsAll.value);

  const { decided, deciding, release } = useDecidedRows<Waiting>({
    view: () => JSON.stringify(filter.value),
    waiting: () => (loading.value || list.error.value ? undefined : list.nodes.value),
    load: async (id) => {
      const { data } = await client
        .query(ConsoleTransactionQuery, { id }, { requestPolicy: 'network-only' })
        .toPromise();
      return data?.transaction ?? undefined;
    },
  });
  // Events, also those of one's own acts, leave the rows where they are; only who asks for it begins anew.
  offerRefresh(
    () =>
      void release(async () =>
        client
          .query(ReviewQueueQuery, { after: null, filter: filter.value }, { requestPolicy: 'network-only' })
          .toPromise(),
      ),
    () => false,
  );

  const acts = useTransactionActs();
  return {
    list,
    rows: computed(() => queueOf(list.nodes.value, [...decided.values()])),
    loading,
    totals: useTotals({
      query: TransactionTotalsQuery,
      variables: () => ({ filter: filter.value }),
      select: ({ transactionTotals: { complete, totals } }) => ({
        complete,
        count: totals.reduce((sum, { count }) => sum + count, 0),
        amounts: totals.map(({ amount }) => amount),
      }),
    }),
    busy: acts.busy,
    post: async (row: Waiting) => deciding(row, async () => acts.post(row)),
    voidIt: async (row: Waiting, reason: string) => deciding(row, async () => acts.voidIt(row, reason)),
  };
}
