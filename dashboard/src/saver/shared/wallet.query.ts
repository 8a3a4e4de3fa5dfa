import { MoneyFields } from '../../shared/ledger/money.fragment';
import { graphql } from '../../shared/graphql/tada';
import { TransactionFields } from '../../shared/ledger/transaction.fragment';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

/** The head of a wallet's page: its balance now and at the end of every day of a range, where it comes from, and what is still on its way. */
export const WalletQuery = graphql(
  `
    query Wallet($id: ID!, $from: DateTime!, $to: DateTime!, $timeZone: String!) {
      wallet(id: $id) {
        ...WalletFields
        balanceSeries(from: $from, to: $to, bucket: DAY, timeZone: $timeZone) {
          balance {
            minorUnits
          }
        }
        monthlyFlows(months: 6, timeZone: $timeZone) {
          monthStart
          moneyIn {
            ...MoneyFields
          }
          moneyOut {
            ...MoneyFields
          }
        }
        transactions(first: 20, filter: { status: [PENDING] }) {
          nodes {
            ...TransactionFields
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  `,
  [WalletFields, MoneyFields, TransactionFields],
);
