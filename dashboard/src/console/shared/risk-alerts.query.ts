import { graphql } from '../../shared/graphql/tada';

/** Reads the open alerts of all currencies. */
export const RiskAlertsQuery = graphql(`
  query RiskAlerts {
    riskSummary {
      alerts {
        kind
        currency
        unit
        threshold
        value
        raisedAt
      }
    }
  }
`);
