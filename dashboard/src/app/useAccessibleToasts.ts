import { useToast } from '@nuxt/ui/composables';
import { nextTick, watch } from 'vue';

const FOCUS_PROXY = '[role="region"] > span[aria-hidden="true"][tabindex="0"]';

/**
 * The kit frames its toasts with two elements that pass the focus on. It hides them from assistive technology, which what can
 * have the focus must never be (https://github.com/unovue/reka-ui/issues/2776).
 */
export function useAccessibleToasts(): void {
  const { toasts } = useToast();
  watch(
    () => toasts.value.length,
    async () => {
      // The elements exist once the first toast is rendered.
      await nextTick();
      for (const proxy of document.querySelectorAll(FOCUS_PROXY)) proxy.removeAttribute('aria-hidden');
    },
    { flush: 'post', immediate: true },
  );
}
