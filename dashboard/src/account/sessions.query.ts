import { graphql } from '../shared/graphql/tada';

export const SessionsQuery = graphql(`
  query Sessions {
    sessions(first: 100) {
      nodes {
        id
        current
        device
        address
        createdAt
        lastUsedAt
      }
      totalCount
    }
  }
`);
