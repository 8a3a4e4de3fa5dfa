import { graphql } from '../../shared/graphql/tada';

export const ConsoleUsersQuery = graphql(`
  query ConsoleUsers($filter: UserFilter, $after: String) {
    users(first: 50, after: $after, filter: $filter) {
      nodes {
        id
        email
        displayName
        role
        status
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
