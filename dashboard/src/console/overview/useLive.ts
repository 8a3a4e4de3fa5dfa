import { useIntervalFn } from '@vueuse/core';
import { computed, ref, watch, type ComputedRef } from 'vue';
import { offerRefresh } from '../shared/useConsoleActions';
import { useOperationsFeed } from '../shared/useOperationsFeed';

/** Some figures change without a transaction, such as declines and new users, and those of a range with the time. */
const EVERY_MS = 30_000;

export type Liveness = 'live' | 'reconnecting' | 'paused';

/** Refreshes what is shown when something happens, and now and then anyway, while somebody is looking, until they pause it. */
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
