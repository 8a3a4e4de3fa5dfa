import { useTitle } from '@vueuse/core';
import { computed } from 'vue';

/** Sets the title of the browser's tab. */
export function usePageTitle(title: () => string): void {
  useTitle(computed(() => (title() ? `${title()} · Nissmart` : 'Nissmart')));
}
