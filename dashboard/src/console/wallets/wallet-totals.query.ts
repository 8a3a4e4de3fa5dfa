import { MoneyFields } from '../../shared/ledger/money.fragment';
import { graphql } from '../../shared/graphql/tada';

export const WalletTotalsQuery = graphql(
  `
    query WalletTotals($filter: WalletFilter) {
      walletTotals(filter: $filter) {
        currency
        count
        amount {
          ...MoneyFields
        }
      }
    }
  `,
  [MoneyFields],
);
