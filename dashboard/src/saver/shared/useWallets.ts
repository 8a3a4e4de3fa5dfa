import type { Client, CombinedError } from '@urql/vue';
import { computed, watch, type ComputedRef } from 'vue';
import type { ResultOf, VariablesOf } from '../../shared/graphql/tada';
import { WalletsQuery } from './wallets.query';
import { lastDays } from '../../shared/ledger/balance';
import { TIME_ZONE } from '../../shared/time/zone';
import { useConnection } from '../../shared/lists/useConnection';

/** The number of days that the charts on the cards go back. */
export const CARD_DAYS = 30;

export type SaverWallet = ResultOf<typeof WalletsQuery>['wallets']['nodes'][number];

/** Prefetches the first query of `useWallets`. */
export function askForWallets(client: Client): void {
  void client.query(WalletsQuery, variablesOf(null, new Date())).toPromise();
}

/** The saver's own wallets, oldest first, without the closed ones. */
export function useWallets(): {
  /** All wallets; undefined until the last page is loaded. */
  readonly wallets: ComputedRef<SaverWallet[] | undefined>;
  readonly error: ComputedRef<CombinedError | undefined>;
  readonly retry: () => void;
} {
  const now = new Date();
  const list = useConnection({
    query: WalletsQuery,
    variables: (after) => variablesOf(after, now),
    select: ({ wallets }) => wallets,
  });
  const { nodes, loading, hasMore, loadingMore } = list;
  // Totals need every wallet; hardly anybody has more than one page of them.
  watch(hasMore, (more) => more && list.loadMore(), { immediate: true });
  return {
    wallets: computed(() =>
      loading.value || hasMore.value || loadingMore.value || (list.error.value && nodes.value.length === 0)
        ? undefined
        : nodes.value.filter(({ status }) => status !== 'CLOSED'),
    ),
    error: list.error,
    retry: list.retry,
  };
}

function variablesOf(after: string | null, now: Date): VariablesOf<typeof WalletsQuery> {
  return { after, ...lastDays(CARD_DAYS, now), timeZone: TIME_ZONE };
}
