import { useQuery } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { RecentRecipientsQuery } from '../graphql/recent-recipients';
import type { ResultOf } from '../graphql/tada';
import type { Currency } from '../lib/currencies';

export type RecentRecipient = ResultOf<typeof RecentRecipientsQuery>['recentRecipients'][number];

/** Other people the saver has sent this currency to, each once, the last one first. */
export function useRecentRecipients(currency: () => Currency): ComputedRef<readonly RecentRecipient[]> {
  const { data } = useQuery({ query: RecentRecipientsQuery, variables: () => ({ currency: currency() }) });
  return computed(() => data.value?.recentRecipients ?? []);
}
