import { PaymentFields } from './payment.fragment';
import { graphql } from './tada';

export const WithdrawMutation = graphql(
  `
    mutation Withdraw($input: WithdrawInput!, $idempotencyKey: String!) {
      payment: withdraw(input: $input, idempotencyKey: $idempotencyKey) {
        ...PaymentFields
      }
    }
  `,
  [PaymentFields],
);
