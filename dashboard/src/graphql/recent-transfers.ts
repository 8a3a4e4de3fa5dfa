import { graphql } from './tada';

/** Whom the saver has sent money to. */
export const RecentTransfersQuery = graphql(`
  query RecentTransfers($currency: Currency!) {
    transactions(first: 60, filter: { type: [TRANSFER], currency: $currency }) {
      nodes {
        id
        destination {
          walletId
          name
          wallet {
            id
          }
        }
      }
    }
  }
`);
