import { useNow } from '@vueuse/core';
import { computed, type ComputedRef, type Ref, type WritableComputedRef } from 'vue';
import type { LocationQuery } from 'vue-router';
import { isCurrency, type Currency } from '../../../shared/money/currencies';
import {
  BUCKET_NAMES,
  bucketsFor,
  defaultBucket,
  isPreset,
  ownRange,
  presetOf,
  presetRange,
  stepRange,
  type Bucket,
  type Preset,
  type SteppedRange,
} from './ranges';
import { isDay, today, type DayRange } from '../../../shared/time/days';
import { known } from '../names';
import { readFilters, useRouteFilters } from '../../../shared/lists/useRouteFilters';

const DEFAULT: Preset = '30d';
/** Marks a range in the URL that equals a month but was reached by steps of days. */
const BY_DAYS = 'days';
const FILTERS = { range: DEFAULT as string, from: '', to: '', by: '', bucket: '', currency: '' };

/** The range, bucket and currency that the overview shows. */
export interface RangeChoice {
  readonly range: SteppedRange;
  readonly bucket: Bucket;
  /** Undefined for all of them. */
  readonly currency: Currency | undefined;
}

/** Holds the range of the overview and its buckets. All of it lives in the URL, so that a link shows the same. */
export interface RangeView {
  readonly now: Readonly<Ref<Date>>;
  readonly range: ComputedRef<SteppedRange>;
  /** The preset; undefined for custom days. */
  readonly preset: ComputedRef<Preset | undefined>;
  readonly bucket: WritableComputedRef<Bucket>;
  readonly buckets: ComputedRef<Bucket[]>;
  /** Undefined for all of them. */
  readonly currency: WritableComputedRef<Currency | undefined>;
  /** False when the next range would begin in the future. */
  readonly canStepForward: ComputedRef<boolean>;
  choose(range: DayRange): void;
  choosePreset(preset: Preset): void;
  step(steps: 1 | -1): void;
}

export function useRange(now: Readonly<Ref<Date>> = useNow({ interval: 30_000 })): RangeView {
  const { filters, set } = useRouteFilters(FILTERS);

  const range = computed(() => rangeIn(filters.value, now.value));
  const buckets = computed(() => bucketsFor(range.value));
  const choose = (chosen: SteppedRange) => {
    const preset = presetOf(chosen, now.value);
    const { from, to, unit } = chosen;
    const by = unit === ownRange(chosen, now.value).unit ? '' : BY_DAYS;
    set(preset ? { range: preset, from: '', to: '', by: '' } : { range: DEFAULT, from, to, by });
  };
  const next = computed(() => stepRange(range.value, 1, now.value));
  const canStepForward = computed(() => next.value.from <= today(now.value));

  return {
    now,
    range,
    preset: computed(() => presetOf(range.value, now.value)),
    buckets,
    bucket: computed({
      get: () => bucketIn(filters.value, range.value),
      set: (bucket) => set({ bucket: bucket === defaultBucket(range.value) ? '' : bucket }),
    }),
    currency: computed({
      get: () => currencyIn(filters.value),
      set: (currency) => set({ currency: currency ?? '' }),
    }),
    canStepForward,
    choose: (days) => choose(ownRange(days, now.value)),
    choosePreset: (preset) => choose(presetRange(preset, now.value)),
    step: (steps) => {
      if (steps === -1) choose(stepRange(range.value, -1, now.value));
      else if (canStepForward.value) choose(next.value);
    },
  };
}

/** Reads the range, bucket and currency from a URL. */
export function rangeChoiceIn(query: LocationQuery, now: Date): RangeChoice {
  const filters = readFilters(FILTERS, query);
  const range = rangeIn(filters, now);
  return { range, bucket: bucketIn(filters, range), currency: currencyIn(filters) };
}

function rangeIn({ range, from, to, by }: typeof FILTERS, now: Date): SteppedRange {
  if (isDay(from) && isDay(to) && from <= to)
    return by === BY_DAYS ? { from, to, unit: 'DAY' } : ownRange({ from, to }, now);
  return presetRange(isPreset(range) ? range : DEFAULT, now);
}

function bucketIn({ bucket }: typeof FILTERS, range: DayRange): Bucket {
  const [asked] = known(BUCKET_NAMES, [bucket]);
  return asked && bucketsFor(range).includes(asked) ? asked : defaultBucket(range);
}

function currencyIn({ currency }: typeof FILTERS): Currency | undefined {
  return isCurrency(currency) ? currency : undefined;
}
