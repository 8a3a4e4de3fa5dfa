import { graphql } from '../shared/graphql/tada';
import { TransactionFields } from './transaction.fragment';
import { WalletFields } from './wallet.fragment';

/** A fresh transaction with the wallets of the saver's own at its ends, so that their balances are up to date everywhere. */
export const PaymentFields = graphql(
  `
    fragment PaymentFields on TransactionPayload {
      replayed
      transaction {
        ...TransactionFields
        source {
          wallet {
            ...WalletFields
          }
        }
        destination {
          wallet {
            ...WalletFields
          }
        }
      }
    }
  `,
  [TransactionFields, WalletFields],
);
