import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { computed, ref, watch, type ComputedRef } from 'vue';

const EVERY_MS = 30_000;

/** Refreshes again and again while somebody is looking, until they pause it. */
export function useLive(refresh: () => void): {
  readonly live: ComputedRef<boolean>;
  readonly paused: Readonly<{ value: boolean }>;
  toggle(): void;
} {
  const visibility = useDocumentVisibility();
  const paused = ref(false);
  const live = computed(() => !paused.value && visibility.value === 'visible');
  const timer = useIntervalFn(refresh, EVERY_MS, { immediate: false });
  watch(
    live,
    (isLive, wasLive) => {
      if (!isLive) timer.pause();
      else timer.resume();
      // What was missed meanwhile is caught up with at once.
      if (isLive && wasLive === false) refresh();
    },
    { immediate: true },
  );
  return { live, paused, toggle: () => (paused.value = !paused.value) };
}
