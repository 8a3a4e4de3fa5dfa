import { useTitle } from '@vueuse/core';
import { computed } from 'vue';

/** What the browser's tab says. */
export function usePageTitle(title: () => string): void {
  useTitle(computed(() => (title() ? `${title()} · Nissmart` : 'Nissmart')));
}
