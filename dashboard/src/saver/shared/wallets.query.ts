import { graphql } from '../../shared/graphql/tada';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

/** The saver's own wallets, each with its balance at the end of every day of a range. */
export const WalletsQuery = graphql(
  `
    query Wallets($after: String, $from: DateTime!, $to: DateTime!, $timeZone: String!) {
      wallets(first: 50, after: $after) {
        nodes {
          ...WalletFields
          balanceSeries(from: $from, to: $to, bucket: DAY, timeZone: $timeZone) {
            balance {
              minorUnits
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
  [WalletFields],
);
