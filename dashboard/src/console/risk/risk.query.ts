import { MoneyFields } from '../../shared/ledger/money.fragment';
import { graphql } from '../../shared/graphql/tada';

export const RiskQuery = graphql(
  `
    query Risk($input: RiskSummaryInput!) {
      riskSummary(input: $input) {
        asOf
        concentration {
          currency
          holders
          top1Share
          top5Share
          top10Share
          total {
            ...MoneyFields
          }
          top {
            share
            user {
              id
              displayName
            }
            amount {
              ...MoneyFields
            }
          }
        }
        unusualMovements {
          id
          direction
          at
          reason
          times
          movements
          amount {
            ...MoneyFields
          }
          usual {
            ...MoneyFields
          }
          user {
            id
            displayName
          }
          transaction {
            id
            type
            status
          }
        }
        flows {
          currency
          day
          moneyIn {
            ...MoneyFields
          }
          moneyOut {
            ...MoneyFields
          }
          net {
            ...MoneyFields
          }
        }
        coverage {
          currency
          pendingCount
          ratio
          daysOfCover
          cash {
            ...MoneyFields
          }
          pendingOut {
            ...MoneyFields
          }
          dailyNetOutflow {
            ...MoneyFields
          }
        }
        ageing {
          currency
          type
          age
          count
          oldestAt
          amount {
            ...MoneyFields
          }
        }
        thresholds {
          kind
          currency
          unit
          threshold
          value
          beyond
          setAt
        }
        alerts {
          kind
          currency
          unit
          threshold
          value
          raisedAt
        }
        pastAlerts {
          kind
          currency
          unit
          threshold
          value
          raisedAt
          clearedAt
        }
      }
    }
  `,
  [MoneyFields],
);
