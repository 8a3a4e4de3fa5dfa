import { graphql } from '../../shared/graphql/tada';

export const ReactivateUserMutation = graphql(`
  mutation ReactivateUser($id: ID!, $reason: String!, $idempotencyKey: String!) {
    reactivateUser(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
      user {
        id
        status
      }
    }
  }
`);
