import { graphql } from '../../shared/graphql/tada';

export const ReusedKeysQuery = graphql(`
  query ReusedKeys($filter: ReusedKeyFilter, $after: String) {
    reusedKeys(first: 50, after: $after, filter: $filter) {
      nodes {
        key
        replays
        conflicts
        lastAt
        user {
          id
          displayName
          email
        }
        record {
          key
          operation
          createdAt
          transaction {
            id
          }
          batch {
            id
          }
          rejection {
            code
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
