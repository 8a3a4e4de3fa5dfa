import { useClientHandle } from '@urql/vue';
import { shallowRef, watch } from 'vue';
import { loadOutcome, type LoadedOutcome } from './batch-requests';
import { offerRefresh } from '../../shared/useConsoleActions';

/** A batch that was sent, with all its items. */
export function useBatchOutcome(id: () => string) {
  const { client } = useClientHandle();
  const loaded = shallowRef<LoadedOutcome>({});

  async function ask(): Promise<void> {
    const wanted = id();
    const answer = await loadOutcome(client, wanted);
    if (wanted === id()) loaded.value = answer;
  }

  watch(
    id,
    () => {
      loaded.value = {};
      void ask();
    },
    { immediate: true },
  );
  offerRefresh(() => void ask());
  return { loaded, ask };
}
