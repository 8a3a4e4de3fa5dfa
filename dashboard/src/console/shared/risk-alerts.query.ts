import { graphql } from '../../shared/graphql/tada';

/** What is beyond its threshold, in all currencies. */
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
