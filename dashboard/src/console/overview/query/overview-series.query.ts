import { MoneyFields } from '../../../shared/ledger/money.fragment';
import { graphql } from '../../../shared/graphql/tada';

/** How one currency moved through a range. */
export const OverviewSeriesQuery = graphql(
  `
    query OverviewSeries($input: AdminSummaryInput!) {
      adminSummary(input: $input) {
        series {
          bucketStart
          type
          count
          amount {
            ...MoneyFields
          }
        }
        customerFunds {
          currency
          opening {
            ...MoneyFields
          }
          closing {
            ...MoneyFields
          }
          points {
            bucketStart
            amount {
              ...MoneyFields
            }
          }
        }
      }
    }
  `,
  [MoneyFields],
);
