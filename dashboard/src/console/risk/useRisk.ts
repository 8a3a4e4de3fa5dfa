import { useClientHandle, useQuery } from '@urql/vue';
import { computed } from 'vue';
import { RiskQuery } from './risk.query';
import { SetRiskThresholdMutation } from './set-risk-threshold.mutation';
import { isCurrency, type Currency } from '../../shared/money/currencies';
import { RISK_KINDS, type RiskKind } from '../shared/risk-kinds';
import { TIME_ZONE } from '../../shared/time/zone';
import { useActs } from '../../shared/api/useActs';
import { useNotify } from '../../shared/api/useNotify';
import { useRouteFilters } from '../../shared/lists/useRouteFilters';
import { offerRefresh } from '../shared/useConsoleActions';

/** Reads risk and liquidity of the currency in the URL, or of all. */
export function useRisk() {
  const { filters, set: setFilters } = useRouteFilters({ currency: '' });
  const currency = computed({
    get: () => (isCurrency(filters.value.currency) ? filters.value.currency : undefined),
    set: (code: Currency | undefined) => setFilters({ currency: code ?? '' }),
  });
  const { data, error, fetching, executeQuery } = useQuery({
    query: RiskQuery,
    variables: computed(() => ({ input: { currency: currency.value ?? null, timeZone: TIME_ZONE } })),
    requestPolicy: 'cache-and-network',
  });
  const ask = () => void executeQuery({ requestPolicy: 'network-only' });
  // Refreshed by hand only: the query is expensive, and no event says which figure has changed.
  offerRefresh(ask, () => false);
  return {
    currency,
    risk: computed(() => data.value?.riskSummary),
    error,
    fetching,
    ask,
    ...useThresholds(ask),
  };
}

function useThresholds(changed: () => void) {
  const { client } = useClientHandle();
  const { busy, carryOut } = useActs();
  const notify = useNotify();
  return {
    busy,
    /** Sets a threshold; without one, removes it. */
    set: async (kind: RiskKind, currency: Currency, threshold: string | null, reason: string) =>
      carryOut({
        request: ['risk threshold', kind, currency, threshold, reason],
        send: (idempotencyKey) =>
          client.mutation(SetRiskThresholdMutation, { kind, currency, threshold, reason, idempotencyKey }),
        done: () => {
          changed();
          const what = `${RISK_KINDS[kind].label}, ${currency}`;
          notify.success({ title: threshold === null ? `${what}: no threshold any more` : `${what}: set` });
        },
      }),
  };
}
