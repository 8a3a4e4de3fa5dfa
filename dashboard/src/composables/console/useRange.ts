import { useNow } from '@vueuse/core';
import { computed, type ComputedRef, type Ref, type WritableComputedRef } from 'vue';
import { isCurrency, type Currency } from '../../lib/currencies';
import {
  BUCKET_NAMES,
  bucketsFor,
  defaultBucket,
  isPreset,
  presetOf,
  presetRange,
  stepRange,
  type Bucket,
  type Preset,
} from '../../lib/console/ranges';
import { isDay, today, type DayRange } from '../../lib/days';
import { known } from '../../lib/console/names';
import { useRouteFilters } from '../useRouteFilters';

const DEFAULT: Preset = '30d';
const FILTERS = { range: DEFAULT as string, from: '', to: '', bucket: '', currency: '' };

/** Which days the overview is about and how it divides them. All of it lives in the URL. */
export interface RangeView {
  readonly now: Readonly<Ref<Date>>;
  readonly range: ComputedRef<DayRange>;
  /** Undefined for days of somebody's own choice. */
  readonly preset: ComputedRef<Preset | undefined>;
  readonly bucket: WritableComputedRef<Bucket>;
  readonly buckets: ComputedRef<Bucket[]>;
  /** Undefined for all of them. */
  readonly currency: WritableComputedRef<Currency | undefined>;
  /** Nothing has happened in the future. */
  readonly canStepForward: ComputedRef<boolean>;
  choose(range: DayRange): void;
  choosePreset(preset: Preset): void;
  step(steps: 1 | -1): void;
}

export function useRange(now: Readonly<Ref<Date>> = useNow({ interval: 30_000 })): RangeView {
  const { filters, set } = useRouteFilters(FILTERS);

  const range = computed((): DayRange => {
    const { range: name, from, to } = filters.value;
    if (isDay(from) && isDay(to) && from <= to) return { from, to };
    return presetRange(isPreset(name) ? name : DEFAULT, now.value);
  });
  const buckets = computed(() => bucketsFor(range.value));
  const choose = (chosen: DayRange) => {
    const preset = presetOf(chosen, now.value);
    set(preset ? { range: preset, from: '', to: '' } : { range: DEFAULT, ...chosen });
  };
  const next = computed(() => stepRange(range.value, 1, now.value));
  const canStepForward = computed(() => next.value.from <= today(now.value));

  return {
    now,
    range,
    preset: computed(() => presetOf(range.value, now.value)),
    buckets,
    bucket: computed({
      get: () => {
        const [asked] = known(BUCKET_NAMES, [filters.value.bucket]);
        return asked && buckets.value.includes(asked) ? asked : defaultBucket(range.value);
      },
      set: (bucket) => set({ bucket: bucket === defaultBucket(range.value) ? '' : bucket }),
    }),
    currency: computed({
      get: () => (isCurrency(filters.value.currency) ? filters.value.currency : undefined),
      set: (currency) => set({ currency: currency ?? '' }),
    }),
    canStepForward,
    choose,
    choosePreset: (preset) => choose(presetRange(preset, now.value)),
    step: (steps) => {
      if (steps === -1) choose(stepRange(range.value, -1, now.value));
      else if (canStepForward.value) choose(next.value);
    },
  };
}
