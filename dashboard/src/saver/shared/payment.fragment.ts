import { graphql } from '../../shared/graphql/tada';
import { TransactionFields } from '../../shared/ledger/transaction.fragment';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

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
