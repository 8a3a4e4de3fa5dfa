import { defineAsyncComponent } from 'vue';
import ReasonButton from './ReasonButton.vue';

/** What a tooltip needs is a quarter of a page, and most balances need none. */
export const LazyReason = defineAsyncComponent({
  loader: async () => import('./BalanceReason.vue'),
  loadingComponent: ReasonButton,
  delay: 0,
});
