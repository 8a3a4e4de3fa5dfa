import { PaymentFields } from './payment.fragment';
import { graphql } from './tada';

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
