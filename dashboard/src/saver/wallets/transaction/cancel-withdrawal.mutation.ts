import { PaymentFields } from '../../shared/payment.fragment';
import { graphql } from '../../../shared/graphql/tada';

/** A customer’s own PENDING withdrawal will not happen. */
export const CancelWithdrawalMutation = graphql(
  `
    mutation CancelWithdrawal($id: ID!, $idempotencyKey: String!) {
      payment: voidTransaction(id: $id, idempotencyKey: $idempotencyKey) {
        ...PaymentFields
      }
    }
  `,
  [PaymentFields],
);
