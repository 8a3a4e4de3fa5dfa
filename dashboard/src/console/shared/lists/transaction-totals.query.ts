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
      $DEPOSIT: TransactionFilter!
      $withDEPOSIT: Boolean!
      $WITHDRAWAL: TransactionFilter!
      $withWITHDRAWAL: Boolean!
      $TRANSFER: TransactionFilter!
      $withTRANSFER: Boolean!
      $REVERSAL: TransactionFilter!
      $withREVERSAL: Boolean!
    ) {
      DEPOSIT: transactionTotals(filter: $DEPOSIT) @include(if: $withDEPOSIT) {
        ...KindTotals
      }
      WITHDRAWAL: transactionTotals(filter: $WITHDRAWAL) @include(if: $withWITHDRAWAL) {
        ...KindTotals
      }
      TRANSFER: transactionTotals(filter: $TRANSFER) @include(if: $withTRANSFER) {
        ...KindTotals
      }
      REVERSAL: transactionTotals(filter: $REVERSAL) @include(if: $withREVERSAL) {
        ...KindTotals
      }
    }
  `,
  [KindTotals],
);
