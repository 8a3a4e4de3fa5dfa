import { graphql } from '../../../shared/graphql/tada';
import { TransactionFields } from '../../../shared/ledger/transaction.fragment';

export const IdempotencyKeyQuery = graphql(
  `
    query IdempotencyKey($key: String!) {
      idempotencyKey(key: $key) {
        key
        transaction {
          ...TransactionFields
        }
        rejection {
          code
          message
          details
        }
      }
    }
  `,
  [TransactionFields],
);
