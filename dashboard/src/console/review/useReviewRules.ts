import { useClientHandle, useQuery } from '@urql/vue';
import { computed } from 'vue';
import { SetReviewRuleMutation } from './set-review-rule.mutation';
import { SettlementTermsQuery } from './settlement-terms.query';
import type { Currency } from '../../shared/money/currencies';
import { useActs } from '../../shared/api/useActs';
import { useNotify } from '../../shared/api/useNotify';
import { offerRefresh } from '../shared/useConsoleActions';

/** From which amounts on withdrawals wait, and how that is changed. */
export function useReviewRules() {
  const { client } = useClientHandle();
  const { data, executeQuery } = useQuery({ query: SettlementTermsQuery });
  const { busy, carryOut } = useActs();
  const notify = useNotify();
  offerRefresh(() => void executeQuery({ requestPolicy: 'network-only' }));
  return {
    terms: computed(() => data.value?.settlementTerms),
    busy,
    /** Without an amount, the rule of the currency is taken away. */
    set: async (currency: Currency, withdrawalsAbove: string | null, reason: string) =>
      carryOut({
        request: ['rule', currency, withdrawalsAbove, reason],
        send: (idempotencyKey) =>
          client.mutation(SetReviewRuleMutation, { currency, withdrawalsAbove, reason, idempotencyKey }),
        done: () =>
          notify.success({
            title:
              withdrawalsAbove === null
                ? `${currency} has no rule any more`
                : `The rule for ${currency} is set`,
          }),
      }),
  };
}
