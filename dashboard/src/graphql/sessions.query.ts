import { graphql } from './tada';

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
