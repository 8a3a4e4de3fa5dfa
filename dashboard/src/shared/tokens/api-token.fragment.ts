import { graphql } from '../graphql/tada';

export const ApiTokenFields = graphql(`
  fragment ApiTokenFields on ApiToken @_unmask {
    id
    name
    role
    access
    ending
    status
    createdAt
    expiresAt
    lastUsedAt
    revokedAt
    revokedBy {
      id
      displayName
    }
  }
`);
