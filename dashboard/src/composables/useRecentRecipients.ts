import { useQuery } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { RecentTransfersQuery } from '../graphql/recent-transfers';
import type { Currency } from '../lib/currencies';

const RECIPIENTS_MAX = 6;

export interface RecentRecipient {
  readonly walletId: string;
  readonly name: string;
}

/** Other people the saver has sent this currency to, the last one first. */
export function useRecentRecipients(currency: () => Currency): ComputedRef<RecentRecipient[]> {
  const { data } = useQuery({ query: RecentTransfersQuery, variables: () => ({ currency: currency() }) });
  return computed(() => {
    const others = (data.value?.transactions.nodes ?? [])
      .map(({ destination }) => destination)
      .filter(({ wallet }) => !wallet);
    const byWallet = new Map(others.map(({ walletId, name }) => [walletId, { walletId, name }]));
    return [...byWallet.values()].slice(0, RECIPIENTS_MAX);
  });
}
