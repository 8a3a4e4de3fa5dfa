import { graphql } from '../../../shared/graphql/tada';

/** Whose wallets a transaction is between. */
export const TransactionOwners = graphql(`
  fragment TransactionOwners on Transaction {
    source {
      wallet {
        id
        owner {
          id
          displayName
          email
        }
      }
    }
    destination {
      wallet {
        id
        owner {
          id
          displayName
          email
        }
      }
    }
  }
`);
