import { MoneyFields } from '../../../shared/ledger/money.fragment';
import { graphql } from '../../../shared/graphql/tada';

const KindTotals = graphql(
  `
    fragment KindTotals on TransactionTotals {
      complete
      totals {
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

/** Sums a list of transactions type by type: money in and money out are not added to each other. */
export const TransactionTotalsQuery = graphql(
  `
    query TransactionTotals(
      $deposits: TransactionFilter
      $withDeposits: Boolean!
      $withdrawals: TransactionFilter
      $withWithdrawals: Boolean!
      $transfers: TransactionFilter
      $withTransfers: Boolean!
      $reversals: TransactionFilter
      $withReversals: Boolean!
    ) {
      DEPOSIT: transactionTotals(filter: $deposits) @include(if: $withDeposits) {
        ...KindTotals
      }
      WITHDRAWAL: transactionTotals(filter: $withdrawals) @include(if: $withWithdrawals) {
        ...KindTotals
      }
      TRANSFER: transactionTotals(filter: $transfers) @include(if: $withTransfers) {
        ...KindTotals
      }
      REVERSAL: transactionTotals(filter: $reversals) @include(if: $withReversals) {
        ...KindTotals
      }
    }
  `,
  [KindTotals],
);
