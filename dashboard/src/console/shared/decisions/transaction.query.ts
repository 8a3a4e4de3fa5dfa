import { graphql } from '../../../shared/graphql/tada';
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
