import { graphql } from '../../../shared/graphql/tada';
import { TransactionFields } from '../../../shared/ledger/transaction.fragment';

/** The last movements of all the saver's wallets. */
export const LatestTransactionsQuery = graphql(
  `
    query LatestTransactions {
      transactions(first: 8) {
        nodes {
          ...TransactionFields
        }
      }
    }
  `,
  [TransactionFields],
);
