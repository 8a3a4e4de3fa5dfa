import { MoneyFields } from './money.fragment';
import { graphql } from './tada';
import { WalletFields } from './wallet.fragment';

/** The saver's own wallets. The entries draw the sparklines. */
export const WalletsQuery = graphql(
  `
    query Wallets($after: String) {
      wallets(first: 50, after: $after) {
        nodes {
          ...WalletFields
          entries(first: 24) {
            nodes {
              id
              balanceAfter {
                ...MoneyFields
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [WalletFields, MoneyFields],
);
