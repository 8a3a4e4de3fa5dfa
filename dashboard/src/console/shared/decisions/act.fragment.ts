import { graphql } from '../../../shared/graphql/tada';
import { WalletFields } from '../../../shared/ledger/wallet.fragment';
import { ConsoleTransactionFields } from './transaction.fragment';

/** What an operator has done to a transaction, with the wallets at its ends as they are since. */
export const ActFields = graphql(
  `
    fragment ActFields on TransactionPayload {
      transaction {
        ...ConsoleTransactionFields
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
        reversalOf {
          id
          reversedBy {
            id
          }
        }
      }
    }
  `,
  [ConsoleTransactionFields, WalletFields],
);
