import { graphql } from '../../shared/graphql/tada';

/** Reads the people that the saver has sent money to. */
export const RecentRecipientsQuery = graphql(`
  query RecentRecipients($currency: Currency!) {
    recentRecipients(currency: $currency) {
      name
      walletId
    }
  }
`);
