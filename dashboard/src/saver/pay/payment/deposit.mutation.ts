import { PaymentFields } from '../../shared/payment.fragment';
import { graphql } from '../../../shared/graphql/tada';

export const DepositMutation = graphql(
  `
    mutation Deposit($input: DepositInput!, $idempotencyKey: String!) {
      payment: deposit(input: $input, idempotencyKey: $idempotencyKey) {
        ...PaymentFields
      }
    }
  `,
  [PaymentFields],
);
