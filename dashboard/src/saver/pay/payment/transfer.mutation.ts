import { PaymentFields } from '../../shared/payment.fragment';
import { graphql } from '../../../shared/graphql/tada';

export const TransferMutation = graphql(
  `
    mutation Transfer($input: TransferInput!, $idempotencyKey: String!) {
      payment: transfer(input: $input, idempotencyKey: $idempotencyKey) {
        ...PaymentFields
      }
    }
  `,
  [PaymentFields],
);
