import { graphql } from '../../../shared/graphql/tada';
import { ActFields } from './act.fragment';

export const VoidTransactionMutation = graphql(
  `
    mutation VoidTransaction($id: ID!, $reason: String!, $idempotencyKey: String!) {
      act: voidTransaction(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
        ...ActFields
      }
    }
  `,
  [ActFields],
);
