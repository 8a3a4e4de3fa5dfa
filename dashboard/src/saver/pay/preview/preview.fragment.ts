import { MoneyFields } from '../../../shared/ledger/money.fragment';
import { graphql } from '../../../shared/graphql/tada';

/** The status and balances that a payment would lead to. */
export const PreviewFields = graphql(
  `
    fragment PreviewFields on Preview {
      status
      expiresAt
      decline {
        code
        message
        details
      }
      balances {
        wallet {
          id
          name
        }
        after {
          posted {
            ...MoneyFields
          }
          available {
            ...MoneyFields
          }
        }
      }
    }
  `,
  [MoneyFields],
);
