import { graphql } from '../../../shared/graphql/tada';
import { ActFields } from './act.fragment';

export const PostTransactionMutation = graphql(
  `
    mutation PostTransaction($id: ID!, $idempotencyKey: String!) {
      act: postTransaction(id: $id, idempotencyKey: $idempotencyKey) {
        ...ActFields
      }
    }
  `,
  [ActFields],
);
