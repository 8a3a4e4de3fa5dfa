import { useQuery, type Client, type CombinedError } from '@urql/vue';
import { computed, type ComputedRef, type Ref } from 'vue';
import type { RouteLocationNormalized } from 'vue-router';
import type { ResultOf, VariablesOf } from '../../shared/graphql/tada';
import { WalletQuery } from './wallet.query';
import { lastDays } from '../../shared/ledger/balance';
import { TIME_ZONE } from '../../shared/time/zone';

/** The number of days that the chart of the balance goes back. */
export const PAGE_DAYS = 90;

export type WalletData = NonNullable<ResultOf<typeof WalletQuery>['wallet']>;

/** Returns the variables of the wallet page's query. */
export function walletVariables(id: string): VariablesOf<typeof WalletQuery> {
  return { id, ...lastDays(PAGE_DAYS, new Date()), timeZone: TIME_ZONE };
}

/** Prefetches the first query of `useWallet`. */
export function askForWallet(client: Client, { params: { walletId } }: RouteLocationNormalized): void {
  if (typeof walletId === 'string') void client.query(WalletQuery, walletVariables(walletId)).toPromise();
}

export function useWallet(id: () => string): {
  readonly wallet: ComputedRef<WalletData | undefined>;
  readonly error: Ref<CombinedError | undefined>;
  readonly retry: () => void;
} {
  const { data, error, executeQuery } = useQuery({
    query: WalletQuery,
    variables: () => walletVariables(id()),
    // Prefetched on the way to the page.
    requestPolicy: 'cache-first',
  });
  return {
    // Undefined while another wallet is loading: the one before must not be shown in its place.
    wallet: computed(() => (data.value?.wallet?.id === id() ? data.value.wallet : undefined)),
    error,
    retry: () => void executeQuery({ requestPolicy: 'network-only' }),
  };
}
