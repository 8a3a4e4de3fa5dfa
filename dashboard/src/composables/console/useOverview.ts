import { useQuery, type CombinedError } from '@urql/vue';
import { computed, ref, type ComputedRef } from 'vue';
import { OverviewQuery } from '../../graphql/console/overview';
import { OverviewSeriesQuery } from '../../graphql/console/overview-series';
import type { Currency } from '../../lib/currencies';
import { busiestCurrency, type OverviewData, type SeriesData } from '../../lib/console/overview';
import { spanBefore, spanOf } from '../../lib/console/ranges';
import type { RangeView } from './useRange';

export interface Overview {
  readonly data: ComputedRef<OverviewData | undefined>;
  readonly error: ComputedRef<CombinedError | undefined>;
  readonly series: ComputedRef<SeriesData | undefined>;
  readonly seriesError: ComputedRef<CombinedError | undefined>;
  /** The one that amounts are shown in: the chosen one, or the one that moved most often. */
  readonly currency: ComputedRef<Currency | undefined>;
  readonly fetching: ComputedRef<boolean>;
  refresh(): void;
}

/** The figures of the chosen range. Amounts need one currency, so how they moved is asked for once that is known. */
export function useOverview({ range, bucket, currency: chosen, now }: RangeView): Overview {
  // The comparison moves on with each refresh and not by itself, so that a page at rest asks for nothing.
  const asOf = ref(now.value);
  const input = computed(() => ({
    ...spanOf(range.value),
    bucket: bucket.value,
    currency: chosen.value ?? null,
  }));
  const previous = computed(() => ({ ...input.value, ...spanBefore(range.value, asOf.value) }));

  const figures = useQuery({
    query: OverviewQuery,
    variables: computed(() => ({ input: input.value, previous: previous.value })),
  });
  const data = computed(() => figures.data.value);
  const currency = computed(() => chosen.value ?? (data.value && busiestCurrency(data.value.summary)));
  const lines = useQuery({
    query: OverviewSeriesQuery,
    variables: computed(() => ({ input: { ...input.value, currency: currency.value ?? null } })),
    pause: computed(() => currency.value === undefined),
  });

  return {
    data,
    error: computed(() => figures.error.value),
    series: computed(() => lines.data.value?.adminSummary),
    seriesError: computed(() => lines.error.value),
    currency,
    fetching: computed(() => figures.fetching.value || lines.fetching.value),
    refresh: () => {
      asOf.value = new Date();
      figures.executeQuery({ requestPolicy: 'network-only' });
      if (currency.value) lines.executeQuery({ requestPolicy: 'network-only' });
    },
  };
}
