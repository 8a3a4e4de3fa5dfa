import { defineShortcuts } from '@nuxt/ui/composables';
import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue';
import { stepFrom } from '../shared/decisions/review';

interface QueueKeys<Row> {
  readonly rows: () => readonly Row[];
  /** Returns true while something else, such as a dialog, takes the keys. */
  readonly elsewhere: () => boolean;
  readonly focus: (id: string) => void;
  /** The handler of each key; it gets the selected row. */
  readonly acts: Readonly<Record<string, (row: Row) => void>>;
}

/** Lets a queue be worked through by keyboard: j, k or the arrows select a row, and one key acts on it. */
export function useQueueKeys<Row extends { readonly id: string }>({
  rows,
  elsewhere,
  focus,
  acts,
}: QueueKeys<Row>): {
  readonly selectedId: Ref<string | undefined>;
  readonly selected: ComputedRef<Row | undefined>;
} {
  const selectedId = ref<string>();
  const selected = computed(() => rows().find(({ id }) => id === selectedId.value));

  const step = (steps: 1 | -1) => () => {
    if (elsewhere()) return;
    const ids = rows().map(({ id }) => id);
    const next = stepFrom(ids, selectedId.value, steps);
    selectedId.value = next;
    if (next !== undefined) void nextTick(() => focus(next));
  };
  // Ignores the repetitions of a key that is held down.
  const onKey = (act: (row: Row) => void) => (event?: KeyboardEvent) => {
    if (!elsewhere() && event?.repeat !== true && selected.value) act(selected.value);
  };

  defineShortcuts({
    j: step(1),
    arrowdown: step(1),
    k: step(-1),
    arrowup: step(-1),
    ...Object.fromEntries(Object.entries(acts).map(([key, act]) => [key, onKey(act)])),
  });
  return { selectedId, selected };
}
