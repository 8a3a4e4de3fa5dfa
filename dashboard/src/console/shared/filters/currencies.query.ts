import { graphql } from '../../../shared/graphql/tada';

/** Reads the currencies that have wallets. */
export const CurrenciesQuery = graphql(`
  query Currencies {
    adminSummary {
      positions {
        currency
      }
    }
  }
`);
