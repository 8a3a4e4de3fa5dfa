import { graphql } from '../tada';
import { ConsoleTransactionFields } from './transaction.fragment';

export const ConsoleTransactionQuery = graphql(
  `
    query ConsoleTransaction($id: ID!) {
      transaction(id: $id) {
        ...ConsoleTransactionFields
      }
    }
  `,
  [ConsoleTransactionFields],
);
