import { graphql } from '../../../shared/graphql/tada';
import { ActFields } from './act.fragment';

export const ReverseTransactionMutation = graphql(
  `
    mutation ReverseTransaction($id: ID!, $reason: String!, $idempotencyKey: String!) {
      act: reverseTransaction(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
        ...ActFields
      }
    }
  `,
  [ActFields],
);
