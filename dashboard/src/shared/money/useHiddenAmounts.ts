import { useLocalStorage, type RemovableRef } from '@vueuse/core';

const hidden = useLocalStorage('nissmart-hide-amounts', false);

/** True while amounts are hidden, so that nobody on a bus reads them over a shoulder. This browser remembers it. */
export function useHiddenAmounts(): RemovableRef<boolean> {
  return hidden;
}
