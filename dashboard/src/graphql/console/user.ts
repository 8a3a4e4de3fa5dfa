import { graphql } from '../tada';
import { TransactionFields } from '../transaction.fragment';
import { WalletFields } from '../wallet.fragment';

/** Somebody with everything that is theirs, as far as a panel shows it. */
export const ConsoleUserQuery = graphql(
  `
    query ConsoleUser($id: ID!) {
      user(id: $id) {
        id
        email
        displayName
        role
        status
        createdAt
        wallets(first: 100) {
          nodes {
            ...WalletFields
          }
        }
      }
      transactions(first: 10, filter: { ownerId: $id }) {
        nodes {
          ...TransactionFields
        }
      }
    }
  `,
  [WalletFields, TransactionFields],
);
