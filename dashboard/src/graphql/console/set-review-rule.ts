import { MoneyFields } from '../money.fragment';
import { graphql } from '../tada';

export const SetReviewRuleMutation = graphql(
  `
    mutation SetReviewRule($currency: Currency!, $withdrawalsAbove: Decimal, $reason: String!) {
      setReviewRule(currency: $currency, withdrawalsAbove: $withdrawalsAbove, reason: $reason) {
        currency
        withdrawalsAbove {
          ...MoneyFields
        }
      }
    }
  `,
  [MoneyFields],
);
