import { nextTick, watch, type WatchSource } from 'vue';

/** Moves the focus to the page's heading when the focused element disappears with its step. */
export function useKeptFocus(step: WatchSource): void {
  watch(step, async () => {
    await nextTick();
    if (document.activeElement === document.body)
      document.querySelector('h1')?.focus({ preventScroll: true });
  });
}
