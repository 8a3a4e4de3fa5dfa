import { graphql } from '../shared/graphql/tada';

export const RevokeApiTokenMutation = graphql(`
  mutation RevokeApiToken($id: ID!, $reason: String) {
    revokeApiToken(id: $id, reason: $reason)
  }
`);
