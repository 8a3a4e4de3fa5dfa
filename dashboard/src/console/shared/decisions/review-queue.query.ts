import { graphql } from '../../../shared/graphql/tada';
import { TransactionFields } from '../../../shared/ledger/transaction.fragment';
import { TransactionOwners } from './transaction-owners.fragment';

/** Reads the pending transactions, with the owners of their wallets. */
export const ReviewQueueQuery = graphql(
  `
    query ReviewQueue($filter: TransactionFilter, $after: String) {
      transactions(first: 100, after: $after, filter: $filter) {
        nodes {
          ...TransactionFields
          ...TransactionOwners
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [TransactionFields, TransactionOwners],
);
