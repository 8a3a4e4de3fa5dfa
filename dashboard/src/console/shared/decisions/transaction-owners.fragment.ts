import { graphql } from '../../../shared/graphql/tada';

/** The owners of a transaction's two wallets. */
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
