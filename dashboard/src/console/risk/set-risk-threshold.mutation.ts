import { graphql } from '../../shared/graphql/tada';

export const SetRiskThresholdMutation = graphql(`
  mutation SetRiskThreshold(
    $kind: RiskKind!
    $currency: Currency!
    $threshold: Decimal
    $reason: String!
    $idempotencyKey: String!
  ) {
    setRiskThreshold(
      kind: $kind
      currency: $currency
      threshold: $threshold
      reason: $reason
      idempotencyKey: $idempotencyKey
    ) {
      replayed
    }
  }
`);
