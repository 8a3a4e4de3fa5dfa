import { graphql } from '../graphql/tada';

export const RevokeApiTokenMutation = graphql(`
  mutation RevokeApiToken($id: ID!, $reason: String) {
    revokeApiToken(id: $id, reason: $reason)
  }
`);
