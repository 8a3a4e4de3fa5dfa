import { graphql } from '../tada';

/** The currencies that there are wallets of. */
export const CurrenciesQuery = graphql(`
  query Currencies {
    adminSummary {
      positions {
        currency
      }
    }
  }
`);
