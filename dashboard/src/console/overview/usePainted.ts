import { readonly, ref, watch, type Ref } from 'vue';
import { painted } from './painted';

/** Turns true, and stays so, once the main content has been painted. Less important parts wait for it. */
export function usePainted(isThere: () => boolean = () => true): Readonly<Ref<boolean>> {
  const done = ref(false);
  watch(
    isThere,
    async (is) => {
      if (!is) return;
      await painted();
      done.value = true;
    },
    { immediate: true, flush: 'post' },
  );
  return readonly(done);
}
