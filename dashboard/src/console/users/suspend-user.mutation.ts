import { graphql } from '../../shared/graphql/tada';

export const SuspendUserMutation = graphql(`
  mutation SuspendUser($id: ID!, $reason: String!, $idempotencyKey: String!) {
    suspendUser(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
      user {
        id
        status
      }
    }
  }
`);
