import { useClientHandle } from '@urql/vue';
import { computed, watch } from 'vue';
import { TransactionTotalsQuery } from '../shared/lists/transaction-totals.query';
import { ReviewQueueQuery } from '../shared/decisions/review-queue.query';
import { ConsoleTransactionQuery } from '../shared/decisions/transaction.query';
import type { Decision } from '../shared/decisions/decision-queue';
import { REVIEW_FILTERS, reviewFilter } from './review-filter';
import { queueOf, type Waiting } from '../shared/decisions/review';
import { totalsOfKinds, totalsVariables } from '../shared/lists/totals';
import { useRouteFilters } from '../../shared/lists/useRouteFilters';
import { offerRefresh } from '../shared/useConsoleActions';
import { useConsoleList } from '../shared/lists/useConsoleList';
import { useDecidedRows } from './useDecidedRows';
import { useDecisions } from '../shared/decisions/useDecisions';
import { useTotals } from '../shared/lists/useTotals';

/** Lists the pending transactions, the oldest first, and decides them. */
export function useReviewQueue() {
  const { client } = useClientHandle();
  const { filters } = useRouteFilters(REVIEW_FILTERS);
  const filter = computed(() => reviewFilter(filters.value));
  const list = useConsoleList({
    query: ReviewQueueQuery,
    variables: (after) => ({ after, filter: filter.value }),
    select: ({ transactions }) => transactions,
  });
  // Loads all pages: the API begins with the newest transaction, and the oldest one is due first.
  watch([list.hasMore, list.nodes], () => list.hasMore.value && list.loadMore(), { immediate: true });
  const loading = computed(() => list.loading.value || list.loadingMore.value || list.hasMore.value);

  const load = async (id: string) => {
    const { data } = await client
      .query(ConsoleTransactionQuery, { id }, { requestPolicy: 'network-only' })
      .toPromise();
    return data?.transaction ?? undefined;
  };
  const { decided, deciding, release } = useDecidedRows<Waiting>({
    view: () => JSON.stringify(filter.value),
    waiting: () => (loading.value || list.error.value ? undefined : list.nodes.value),
    load,
  });
  const { all: decisions, queue } = useDecisions();
  // A decision that failed here may have been made elsewhere since.
  const update = () => {
    for (const { id, stage } of [...decisions.values()]) {
      if (stage === 'done') queue.forget(id);
      else if (stage === 'failed')
        void load(id).then((now) => now && now.status !== 'PENDING' && queue.forget(id));
    }
  };
  update();
  // Events, also those of the operator's own acts, keep the rows in place; only a refresh by hand begins anew.
  offerRefresh(
    () => {
      update();
      void release(async () =>
        client
          .query(ReviewQueueQuery, { after: null, filter: filter.value }, { requestPolicy: 'network-only' })
          .toPromise(),
      );
    },
    () => false,
  );

  return {
    list,
    rows: computed(() => queueOf(list.nodes.value, [...decided.values()])),
    loading,
    totals: useTotals({
      query: TransactionTotalsQuery,
      variables: () => totalsVariables(filter.value),
      select: totalsOfKinds,
    }),
    decisions,
    decide: async (row: Waiting, act: Decision['act'], reason = '') =>
      deciding(row, async () => queue.decide({ id: row.id, act, reason })),
    retry: async (row: Waiting) => deciding(row, async () => queue.retry(row.id)),
  };
}
