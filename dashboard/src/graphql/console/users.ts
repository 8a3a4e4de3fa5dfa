import { graphql } from '../tada';

export const ConsoleUsersQuery = graphql(`
  query ConsoleUsers($search: String, $filter: UserFilter, $after: String) {
    users(first: 50, after: $after, search: $search, filter: $filter) {
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
