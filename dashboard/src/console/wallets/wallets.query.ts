import { graphql } from '../../shared/graphql/tada';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

export const ConsoleWalletsQuery = graphql(
  `
    query ConsoleWallets($filter: WalletFilter, $after: String) {
      wallets(first: 50, after: $after, filter: $filter) {
        nodes {
          ...WalletFields
          kind
          createdAt
          owner {
            id
            displayName
            email
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [WalletFields],
);
