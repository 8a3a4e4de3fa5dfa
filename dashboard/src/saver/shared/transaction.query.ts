import { MoneyFields } from '../../shared/ledger/money.fragment';
import { graphql } from '../../shared/graphql/tada';
import { TransactionFields } from '../../shared/ledger/transaction.fragment';

export const TransactionQuery = graphql(
  `
    query Transaction($id: ID!) {
      transaction(id: $id) {
        ...TransactionFields
        metadata
        reversalOf {
          id
        }
        reversedBy {
          id
        }
        entries {
          id
          sequence
          createdAt
          amount {
            ...MoneyFields
          }
          balanceAfter {
            ...MoneyFields
          }
          wallet {
            id
            name
          }
        }
      }
    }
  `,
  [TransactionFields, MoneyFields],
);
