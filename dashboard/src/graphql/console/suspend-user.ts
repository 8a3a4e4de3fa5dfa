import { graphql } from '../tada';

export const SuspendUserMutation = graphql(`
  mutation SuspendUser($id: ID!, $reason: String!, $idempotencyKey: String!) {
    user: suspendUser(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
      id
      status
    }
  }
`);
