import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import { RetriesQuery } from './retries.query';
import { ReusedKeysQuery } from './reused-keys.query';
import { spanOf } from '../../shared/time/days';
import { TIME_ZONE } from '../../shared/time/zone';
import { useRouteFilters } from '../../shared/lists/useRouteFilters';
import { stableComputed } from '../shared/stableComputed';
import { offerRefresh, offerStep } from '../shared/useConsoleActions';
import { useConsoleList } from '../shared/lists/useConsoleList';
import { useRange } from '../shared/time/useRange';

const RETRY_FILTERS = { conflicting: '' };

/** Reads the replays of a range: their number in each bucket, and the list of reused keys. */
export function useRetries() {
  const view = useRange();
  const { filters, set } = useRouteFilters(RETRY_FILTERS);
  const span = computed(() => spanOf(view.range.value));
  const { data, error, executeQuery } = useQuery({
    query: RetriesQuery,
    variables: stableComputed(() => ({
      input: { ...span.value, bucket: view.bucket.value, timeZone: TIME_ZONE },
    })),
  });
  const ask = () => {
    void executeQuery({ requestPolicy: 'network-only' });
  };
  offerRefresh(ask);
  offerStep(view.step);
  return {
    view,
    error,
    ask,
    activity: computed(() => data.value?.adminSummary.activity),
    conflicting: computed({
      get: () => filters.value.conflicting !== '',
      set: (only) => set({ conflicting: only ? 'yes' : '' }),
    }),
    list: useConsoleList({
      query: ReusedKeysQuery,
      variables: (after) => ({
        after,
        filter: { ...span.value, conflicting: filters.value.conflicting ? true : undefined },
      }),
      select: ({ reusedKeys: { nodes, pageInfo } }) => ({
        nodes: nodes.map((reused) => ({ ...reused, id: `${reused.user.id} ${reused.key}` })),
        pageInfo,
      }),
    }),
  };
}
