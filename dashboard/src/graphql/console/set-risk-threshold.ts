import { graphql } from '../tada';

export const SetRiskThresholdMutation = graphql(`
  mutation SetRiskThreshold($kind: RiskKind!, $currency: Currency!, $threshold: Decimal, $reason: String!) {
    setRiskThreshold(kind: $kind, currency: $currency, threshold: $threshold, reason: $reason) {
      replayed
    }
  }
`);
