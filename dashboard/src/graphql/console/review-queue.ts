import { graphql } from '../tada';
import { TransactionFields } from '../transaction.fragment';

/** What waits to be posted or voided, with whose it is. */
export const ReviewQueueQuery = graphql(
  `
    query ReviewQueue($filter: TransactionFilter, $after: String) {
      transactions(first: 100, after: $after, filter: $filter) {
        nodes {
          ...TransactionFields
          expiresAt
          source {
            wallet {
              id
              owner {
                id
                displayName
                email
              }
            }
          }
          destination {
            wallet {
              id
              owner {
                id
                displayName
                email
              }
            }
          }
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
