import { graphql } from '../../../shared/graphql/tada';

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
