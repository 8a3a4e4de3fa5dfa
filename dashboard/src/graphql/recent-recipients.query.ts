import { graphql } from './tada';

/** Whom the saver has sent money to. */
export const RecentRecipientsQuery = graphql(`
  query RecentRecipients($currency: Currency!) {
    recentRecipients(currency: $currency) {
      name
      walletId
    }
  }
`);
