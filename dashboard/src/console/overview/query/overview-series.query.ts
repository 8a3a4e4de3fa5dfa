import { MoneyFields } from '../../../shared/ledger/money.fragment';
import { graphql } from '../../../shared/graphql/tada';

/** Reads the volumes of one currency over a range, bucket by bucket. */
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
