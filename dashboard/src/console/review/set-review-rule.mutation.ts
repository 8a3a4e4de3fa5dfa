import { MoneyFields } from '../../shared/ledger/money.fragment';
import { graphql } from '../../shared/graphql/tada';

export const SetReviewRuleMutation = graphql(
  `
    mutation SetReviewRule(
      $currency: Currency!
      $withdrawalsAbove: Decimal
      $reason: String!
      $idempotencyKey: String!
    ) {
      setReviewRule(
        currency: $currency
        withdrawalsAbove: $withdrawalsAbove
        reason: $reason
        idempotencyKey: $idempotencyKey
      ) {
        rule {
          currency
          withdrawalsAbove {
            ...MoneyFields
          }
        }
      }
    }
  `,
  [MoneyFields],
);
