import { MoneyFields } from '../../shared/ledger/money.fragment';
import { graphql } from '../../shared/graphql/tada';
import { TransactionFields } from '../../shared/ledger/transaction.fragment';

export const WalletEntriesQuery = graphql(
  `
    query WalletEntriesOfConsole($id: ID!, $after: String) {
      wallet(id: $id) {
        id
        entries(first: 20, after: $after) {
          nodes {
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
              ...TransactionFields
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [MoneyFields, TransactionFields],
);
