import { graphql } from '../../../shared/graphql/tada';
import { TransactionFields } from '../../../shared/ledger/transaction.fragment';

/** What waits for a decision in any of the saver's wallets. */
export const PendingTransactionsQuery = graphql(
  `
    query PendingTransactions($after: String) {
      transactions(first: 100, after: $after, filter: { status: [PENDING] }) {
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
