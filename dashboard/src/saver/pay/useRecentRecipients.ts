import { useQuery } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { RecentRecipientsQuery } from './recent-recipients.query';
import type { ResultOf } from '../../shared/graphql/tada';
import type { Currency } from '../../shared/money/currencies';

export type RecentRecipient = ResultOf<typeof RecentRecipientsQuery>['recentRecipients'][number];

/** Lists the other people that the saver has sent this currency to, each once, the last one first. */
export function useRecentRecipients(currency: () => Currency): ComputedRef<readonly RecentRecipient[]> {
  const { data, operation } = useQuery({
    query: RecentRecipientsQuery,
    variables: () => ({ currency: currency() }),
  });
  // Hides the answer for the currency before until the new one comes: those wallets cannot take this currency.
  return computed(() =>
    operation.value?.variables.currency === currency() ? (data.value?.recentRecipients ?? []) : [],
  );
}
