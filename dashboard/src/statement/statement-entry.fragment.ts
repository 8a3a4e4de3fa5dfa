import { MoneyFields } from '../shared/ledger/money.fragment';
import { graphql } from '../shared/graphql/tada';

export const StatementEntryFields = graphql(
  `
    fragment StatementEntryFields on Entry {
      id
      sequence
      createdAt
      amount {
        ...MoneyFields
      }
      balanceAfter {
        ...MoneyFields
      }
      transaction {
        id
        type
        description
        reference
        source {
          walletId
          kind
          name
          ownerName
          wallet {
            id
            owner {
              id
            }
          }
        }
        destination {
          walletId
          kind
          name
          ownerName
          wallet {
            id
            owner {
              id
            }
          }
        }
      }
    }
  `,
  [MoneyFields],
);
