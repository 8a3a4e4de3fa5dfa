import { useClientHandle, useQuery } from '@urql/vue';
import { computed } from 'vue';
import { SetReviewRuleMutation } from './set-review-rule.mutation';
import { SettlementTermsQuery } from './settlement-terms.query';
import type { Currency } from '../../shared/money/currencies';
import { useActs } from '../../shared/api/useActs';
import { useNotify } from '../../shared/api/useNotify';
import { offerRefresh } from '../shared/useConsoleActions';

/** Reads and changes the amounts above which withdrawals wait for a review. */
export function useReviewRules() {
  const { client } = useClientHandle();
  const { data, executeQuery } = useQuery({ query: SettlementTermsQuery });
  const { busy, carryOut } = useActs();
  const notify = useNotify();
  offerRefresh(() => void executeQuery({ requestPolicy: 'network-only' }));
  return {
    terms: computed(() => data.value?.settlementTerms),
    busy,
    /** Sets the rule of a currency; without an amount, removes it. */
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
