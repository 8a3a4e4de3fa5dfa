import { MoneyFields } from '../../shared/ledger/money.fragment';
import { graphql } from '../../shared/graphql/tada';

export const SettlementTermsQuery = graphql(
  `
    query SettlementTerms {
      settlementTerms {
        settlement
        pendingDays
        reviewRules {
          currency
          setAt
          withdrawalsAbove {
            ...MoneyFields
          }
        }
      }
    }
  `,
  [MoneyFields],
);
