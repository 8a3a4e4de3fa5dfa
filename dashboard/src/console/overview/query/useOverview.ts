import { useQuery, type Client, type CombinedError } from '@urql/vue';
import { computed, ref, type ComputedRef } from 'vue';
import type { RouteLocationNormalized } from 'vue-router';
import { OverviewQuery } from './overview.query';
import { OverviewSeriesQuery } from './overview-series.query';
import type { VariablesOf } from '../../../shared/graphql/tada';
import type { Currency } from '../../../shared/money/currencies';
import { busiestCurrency, type OverviewData, type SeriesData } from './overview';
import { spanBefore } from '../../shared/time/ranges';
import { spanOf } from '../../../shared/time/days';
import { TIME_ZONE } from '../../../shared/time/zone';
import { stableComputed } from '../../shared/stableComputed';
import { rangeChoiceIn, type RangeChoice, type RangeView } from '../../shared/time/useRange';

export interface Overview {
  readonly data: ComputedRef<OverviewData | undefined>;
  readonly error: ComputedRef<CombinedError | undefined>;
  readonly series: ComputedRef<SeriesData | undefined>;
  readonly seriesError: ComputedRef<CombinedError | undefined>;
  /** The currency of the amounts: the chosen one, or the one with the most transactions. */
  readonly currency: ComputedRef<Currency | undefined>;
  /** False while the figures are still those of another range, bucket or currency. */
  readonly current: ComputedRef<boolean>;
  readonly fetching: ComputedRef<boolean>;
  refresh(): void;
}

/** Prefetches the first query of `useOverview`. */
export function askForOverview(client: Client, { query }: RouteLocationNormalized): void {
  const now = new Date();
  void client.query(OverviewQuery, variablesOf(rangeChoiceIn(query, now), now)).toPromise();
}

/** The figures of the chosen range. Amounts need one currency, so how they moved is asked for once that is known. */
export function useOverview({ range, bucket, currency: chosen, now }: RangeView): Overview {
  // The comparison moves on with each refresh and not by itself, so that a page at rest asks for nothing.
  const asOf = ref(now.value);
  const variables = stableComputed(() =>
    variablesOf({ range: range.value, bucket: bucket.value, currency: chosen.value }, asOf.value),
  );
  const input = computed(() => variables.value.input);

  // Prefetched on the way to the page, see `askForOverview`.
  const figures = useQuery({ query: OverviewQuery, variables, requestPolicy: 'cache-first' });
  const data = computed(() => figures.data.value);
  const currency = computed(() => chosen.value ?? (data.value && busiestCurrency(data.value.summary)));
  const lines = useQuery({
    query: OverviewSeriesQuery,
    variables: stableComputed(() => ({ input: { ...input.value, currency: currency.value ?? null } })),
    pause: computed(() => currency.value === undefined),
  });

  return {
    data,
    error: computed(() => figures.error.value),
    series: computed(() => lines.data.value?.adminSummary),
    seriesError: computed(() => lines.error.value),
    currency,
    current: computed(() => isSame(figures.operation.value?.variables.input, input.value)),
    fetching: computed(() => figures.fetching.value || lines.fetching.value),
    refresh: () => {
      const before = variables.value;
      asOf.value = new Date();
      // Changed variables refetch by themselves.
      if (isSame(before, variables.value)) figures.executeQuery({ requestPolicy: 'network-only' });
      if (currency.value) lines.executeQuery({ requestPolicy: 'network-only' });
    },
  };
}

/** @param now The moment at which the comparison ends. */
function variablesOf({ range, bucket, currency }: RangeChoice, now: Date) {
  const input = { ...spanOf(range), bucket, currency: currency ?? null, timeZone: TIME_ZONE };
  const previous = { ...input, ...spanBefore(range, now) };
  return { input, previous } satisfies VariablesOf<typeof OverviewQuery>;
}

function isSame(a: object | undefined, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
