import { graphql } from '../../shared/graphql/tada';
import { TransactionFields } from '../../shared/ledger/transaction.fragment';

export const ConsoleTransactionsQuery = graphql(
  `
    query ConsoleTransactions($filter: TransactionFilter, $after: String) {
      transactions(first: 50, after: $after, filter: $filter) {
        nodes {
          ...TransactionFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [TransactionFields],
);
