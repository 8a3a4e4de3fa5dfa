import { defineAsyncComponent } from 'vue';
import ReasonButton from './ReasonButton.vue';

/** Loads the tooltip on demand: its code is a quarter of a page's, and most balances need none. */
export const LazyReason = defineAsyncComponent({
  loader: async () => import('./BalanceReason.vue'),
  loadingComponent: ReasonButton,
  delay: 0,
});
