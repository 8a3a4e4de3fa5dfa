import { MoneyFields } from '../shared/ledger/money.fragment';
import { graphql } from '../shared/graphql/tada';

/** Reads the own wallets, to name those that keep the account from being closed. The server checks all of them. */
export const WalletsInUseQuery = graphql(
  `
    query WalletsInUse {
      me {
        id
        wallets(first: 100, filter: { status: [ACTIVE, FROZEN] }) {
          nodes {
            id
            name
            status
            balance {
              posted {
                ...MoneyFields
              }
              held {
                ...MoneyFields
              }
              incoming {
                ...MoneyFields
              }
            }
          }
        }
      }
    }
  `,
  [MoneyFields],
);
