import { useLocalStorage, type RemovableRef } from '@vueuse/core';

const hidden = useLocalStorage('nissmart-hide-amounts', false);

/** Whether amounts are covered, for a look at the phone on a bus. This browser remembers it. */
export function useHiddenAmounts(): RemovableRef<boolean> {
  return hidden;
}
