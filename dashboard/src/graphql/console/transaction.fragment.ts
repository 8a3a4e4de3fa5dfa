import { MoneyFields } from '../money.fragment';
import { graphql } from '../tada';
import { TransactionFields } from '../transaction.fragment';

/** Everything that operations see of a transaction. */
export const ConsoleTransactionFields = graphql(
  `
    fragment ConsoleTransactionFields on Transaction {
      ...TransactionFields
      metadata
      expiresAt
      voidedAt
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
  `,
  [TransactionFields, MoneyFields],
);
