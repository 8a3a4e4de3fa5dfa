import { graphql } from '../../../shared/graphql/tada';
import { TransactionFields } from '../../../shared/ledger/transaction.fragment';

/** The transactions of a wallet that have no entries: those that wait, and those that were cancelled. */
export const WalletTransactionsQuery = graphql(
  `
    query WalletTransactions($walletId: ID!, $first: Int!, $after: String, $filter: TransactionFilter) {
      wallet(id: $walletId) {
        id
        transactions(first: $first, after: $after, filter: $filter) {
          nodes {
            ...TransactionFields
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [TransactionFields],
);
