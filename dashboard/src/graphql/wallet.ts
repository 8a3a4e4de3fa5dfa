import { MoneyFields } from './money.fragment';
import { graphql } from './tada';
import { TransactionFields } from './transaction.fragment';
import { WalletFields } from './wallet.fragment';

/** The head of a wallet's page: its balance and where it comes from, and what is still on its way. */
export const WalletQuery = graphql(
  `
    query Wallet($id: ID!) {
      wallet(id: $id) {
        ...WalletFields
        entries(first: 60) {
          nodes {
            id
            balanceAfter {
              ...MoneyFields
            }
          }
        }
        monthlyFlows(months: 6) {
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
        }
      }
    }
  `,
  [WalletFields, MoneyFields, TransactionFields],
);
