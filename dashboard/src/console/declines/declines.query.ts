import { graphql } from '../../shared/graphql/tada';

export const DeclinesQuery = graphql(`
  query Declines($filter: DeclineFilter, $after: String) {
    declines(first: 50, after: $after, filter: $filter) {
      nodes {
        id
        key
        operation
        createdAt
        rejection {
          code
          message
        }
        user {
          id
          displayName
          email
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
