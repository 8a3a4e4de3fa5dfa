import { MoneyFields } from '../money.fragment';
import { graphql } from '../tada';
import { TransactionFields } from '../transaction.fragment';

export const ConsoleTransactionQuery = graphql(
  `
    query ConsoleTransaction($id: ID!) {
      transaction(id: $id) {
        ...TransactionFields
        metadata
        source {
          wallet {
            id
            owner {
              id
              displayName
              email
            }
          }
        }
        destination {
          wallet {
            id
            owner {
              id
              displayName
              email
            }
          }
        }
        reversalOf {
          id
        }
        reversedBy {
          id
        }
        entries {
          id
          sequence
          amount {
            ...MoneyFields
          }
          balanceAfter {
            ...MoneyFields
          }
          wallet {
            id
            name
            owner {
              id
              displayName
            }
          }
        }
      }
    }
  `,
  [TransactionFields, MoneyFields],
);
