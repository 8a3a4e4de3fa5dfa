import { graphql } from '../tada';

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
