import { computed } from 'vue';
import { DeclineCountsQuery } from './decline-counts.query';
import { DeclinesQuery } from './declines.query';
import { DECLINE_FILTERS, declineFilter } from './decline-filter';
import { useRouteFilters } from '../../shared/lists/useRouteFilters';
import { useConsoleList } from '../shared/lists/useConsoleList';
import { useTotals } from '../shared/lists/useTotals';

/** Reads the declines that the URL's filters select, and the count of each code. */
export function useDeclineList() {
  const { filters } = useRouteFilters(DECLINE_FILTERS);
  const filter = computed(() => declineFilter(filters.value));
  const counts = useTotals({
    query: DeclineCountsQuery,
    variables: () => ({ filter: filter.value }),
    select: ({ declineCounts }) => declineCounts,
  });
  return {
    list: useConsoleList({
      query: DeclinesQuery,
      variables: (after) => ({ after, filter: filter.value }),
      select: ({ declines }) => declines,
    }),
    count: computed(() => counts.value?.reduce((sum, { count }) => sum + count, 0)),
    /** Counts of all codes for the same days and person: they are the choices of the filter. */
    codes: useTotals({
      query: DeclineCountsQuery,
      variables: () => ({ filter: { ...filter.value, code: undefined } }),
      select: ({ declineCounts }) => declineCounts,
    }),
  };
}
