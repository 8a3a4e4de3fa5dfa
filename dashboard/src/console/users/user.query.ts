import { graphql } from '../../shared/graphql/tada';
import { TransactionFields } from '../../shared/ledger/transaction.fragment';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

/** Reads a user with everything that their panel shows. */
export const ConsoleUserQuery = graphql(
  `
    query ConsoleUser($id: ID!) {
      user(id: $id) {
        id
        email
        displayName
        role
        status
        createdAt
        wallets(first: 100) {
          nodes {
            ...WalletFields
          }
        }
      }
      walletTotals(filter: { ownerId: $id }) {
        count
      }
      auditEvents(
        first: 1
        filter: { userId: $id, action: [USER_SUSPENDED, USER_REACTIVATED, ACCOUNT_CLOSED] }
      ) {
        nodes {
          sequence
          at
          action
          reason
          actor {
            id
            displayName
          }
        }
      }
      transactions(first: 10, filter: { ownerId: $id }) {
        nodes {
          ...TransactionFields
        }
      }
    }
  `,
  [WalletFields, TransactionFields],
);
