import { graphql } from '../../../shared/graphql/tada';
import { TransactionFields } from '../../../shared/ledger/transaction.fragment';

/** Reads the pending transactions of all of the saver's wallets. */
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
