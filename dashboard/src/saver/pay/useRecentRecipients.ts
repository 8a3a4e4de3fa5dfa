import { useQuery } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { RecentRecipientsQuery } from './recent-recipients.query';
import type { ResultOf } from '../../shared/graphql/tada';
import type { Currency } from '../../shared/money/currencies';

export type RecentRecipient = ResultOf<typeof RecentRecipientsQuery>['recentRecipients'][number];

/** Other people the saver has sent this currency to, each once, the last one first. */
export function useRecentRecipients(currency: () => Currency): ComputedRef<readonly RecentRecipient[]> {
  const { data, operation } = useQuery({
    query: RecentRecipientsQuery,
    variables: () => ({ currency: currency() }),
  });
  // Those of the currency before would be shown until the answer comes, and their wallets take nothing else.
  return computed(() =>
    operation.value?.variables.currency === currency() ? (data.value?.recentRecipients ?? []) : [],
  );
}
