import { computed, type ComputedRef } from 'vue';
import { useSession } from '../../shared/session/session';

/** True while an operator is signed in: staff who may act, and not only read. */
export function useIsOperator(): ComputedRef<boolean> {
  const { user } = useSession();
  return computed(() => user.value?.role === 'OPERATOR');
}
