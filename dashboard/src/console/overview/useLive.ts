import { useIntervalFn } from '@vueuse/core';
import { computed, ref, watch, type ComputedRef } from 'vue';
import { offerRefresh } from '../shared/useConsoleActions';
import { useOperationsFeed } from '../shared/useOperationsFeed';

/** The interval of refreshes without an event: declines, new users and the time change figures without a transaction. */
const EVERY_MS = 30_000;

export type Liveness = 'live' | 'reconnecting' | 'paused';

/** Refreshes the page after events and at intervals, while it is visible and not paused. */
export function useLive(refresh: () => void): {
  readonly liveness: ComputedRef<Liveness>;
  toggle(): void;
} {
  const feed = useOperationsFeed();
  const paused = ref(false);
  const liveness = computed((): Liveness => {
    if (paused.value || feed.value === 'paused') return 'paused';
    return feed.value === 'reconnecting' ? 'reconnecting' : 'live';
  });
  const timer = useIntervalFn(refresh, EVERY_MS, { immediate: false });
  watch(
    liveness,
    (now, before) => {
      if (now === 'paused') timer.pause();
      else timer.resume();
      // Catches up with what was missed while the stream was down.
      if (now === 'live' && before !== undefined) refresh();
    },
    { immediate: true },
  );
  offerRefresh(refresh, () => !paused.value);
  return { liveness, toggle: () => (paused.value = !paused.value) };
}
