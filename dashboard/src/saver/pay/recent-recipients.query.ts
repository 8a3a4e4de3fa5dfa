import { graphql } from '../../shared/graphql/tada';

/** Whom the saver has sent money to. */
export const RecentRecipientsQuery = graphql(`
  query RecentRecipients($currency: Currency!) {
    recentRecipients(currency: $currency) {
      name
      walletId
    }
  }
`);
