import { graphql } from '../../shared/graphql/tada';
import { TransactionFields } from '../../shared/ledger/transaction.fragment';

/** Searches users, wallets and transactions, a few of each. */
export const ConsoleSearchQuery = graphql(
  `
    query ConsoleSearch($search: String!) {
      users(first: 5, filter: { search: $search }) {
        nodes {
          id
          displayName
          email
          role
        }
        pageInfo {
          hasNextPage
        }
      }
      wallets(first: 5, filter: { search: $search }) {
        nodes {
          id
          name
          currency
          kind
          owner {
            id
            displayName
          }
        }
        pageInfo {
          hasNextPage
        }
      }
      transactions(first: 5, filter: { search: $search }) {
        nodes {
          ...TransactionFields
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  `,
  [TransactionFields],
);
