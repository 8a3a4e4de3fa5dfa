import { MoneyFields } from '../shared/ledger/money.fragment';
import { graphql } from '../shared/graphql/tada';

/** Wallets of one's own, and what of them may keep an account from being closed; the server looks at all of them. */
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
