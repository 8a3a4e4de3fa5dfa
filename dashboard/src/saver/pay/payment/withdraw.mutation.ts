import { PaymentFields } from '../../shared/payment.fragment';
import { graphql } from '../../../shared/graphql/tada';

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
