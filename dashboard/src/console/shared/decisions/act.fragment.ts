import { graphql } from '../../../shared/graphql/tada';
import { WalletFields } from '../../../shared/ledger/wallet.fragment';
import { ConsoleTransactionFields } from './transaction.fragment';

/** The transaction after an operator's act, with the new balances of both of its wallets. */
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
