import { graphql } from '../../shared/graphql/tada';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

export const ConsoleWalletQuery = graphql(
  `
    query ConsoleWallet($id: ID!) {
      wallet(id: $id) {
        ...WalletFields
        kind
        createdAt
        owner {
          id
          displayName
          email
        }
      }
    }
  `,
  [WalletFields],
);
