import { MoneyFields } from '../money.fragment';
import { graphql } from '../tada';

export const TransactionTotalsQuery = graphql(
  `
    query TransactionTotals($filter: TransactionFilter) {
      transactionTotals(filter: $filter) {
        complete
        totals {
          currency
          count
          amount {
            ...MoneyFields
          }
        }
      }
    }
  `,
  [MoneyFields],
);
