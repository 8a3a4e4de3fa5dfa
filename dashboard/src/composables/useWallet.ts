import { useQuery, type CombinedError } from '@urql/vue';
import { computed, type ComputedRef, type Ref } from 'vue';
import type { ResultOf } from '../graphql/tada';
import { WalletQuery } from '../graphql/wallet';

export type WalletData = NonNullable<ResultOf<typeof WalletQuery>['wallet']>;

export function useWallet(id: () => string): {
  readonly wallet: ComputedRef<WalletData | undefined>;
  readonly error: Ref<CombinedError | undefined>;
  readonly retry: () => void;
} {
  const { data, error, executeQuery } = useQuery({ query: WalletQuery, variables: () => ({ id: id() }) });
  return {
    // While another wallet is on its way, the one before must not stand in for it.
    wallet: computed(() => (data.value?.wallet?.id === id() ? data.value.wallet : undefined)),
    error,
    retry: () => void executeQuery({ requestPolicy: 'network-only' }),
  };
}
