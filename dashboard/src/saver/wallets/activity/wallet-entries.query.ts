import { MoneyFields } from '../../../shared/ledger/money.fragment';
import { graphql } from '../../../shared/graphql/tada';
import { TransactionFields } from '../../../shared/ledger/transaction.fragment';

/** The history of a wallet, each movement with the balance that it left. */
export const WalletEntriesQuery = graphql(
  `
    query WalletEntries($walletId: ID!, $first: Int!, $after: String, $filter: EntryFilter) {
      wallet(id: $walletId) {
        id
        entries(first: $first, after: $after, filter: $filter) {
          nodes {
            id
            sequence
            createdAt
            amount {
              ...MoneyFields
            }
            balanceAfter {
              ...MoneyFields
            }
            transaction {
              ...TransactionFields
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [MoneyFields, TransactionFields],
);
