import { nextTick, watch, type WatchSource } from 'vue';

/** Gives the focus to the heading of the page when what had it goes with its step. */
export function useKeptFocus(step: WatchSource): void {
  watch(step, async () => {
    await nextTick();
    if (document.activeElement === document.body)
      document.querySelector('h1')?.focus({ preventScroll: true });
  });
}
