import { MoneyFields } from '../../../shared/ledger/money.fragment';
import { graphql } from '../../../shared/graphql/tada';
import { TransactionFields } from '../../../shared/ledger/transaction.fragment';
import { TransactionOwners } from './transaction-owners.fragment';

/** Everything that operations see of a transaction. */
export const ConsoleTransactionFields = graphql(
  `
    fragment ConsoleTransactionFields on Transaction {
      ...TransactionFields
      metadata
      ...TransactionOwners
      reversalOf {
        id
      }
      reversedBy {
        id
      }
      entries {
        id
        sequence
        amount {
          ...MoneyFields
        }
        balanceAfter {
          ...MoneyFields
        }
        wallet {
          id
          name
          owner {
            id
            displayName
          }
        }
      }
    }
  `,
  [TransactionFields, TransactionOwners, MoneyFields],
);
