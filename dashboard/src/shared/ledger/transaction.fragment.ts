import { MoneyFields } from './money.fragment';
import { graphql } from '../graphql/tada';

export const TransactionFields = graphql(
  `
    fragment TransactionFields on Transaction {
      id
      type
      status
      amount {
        ...MoneyFields
      }
      source {
        walletId
        kind
        name
        ownerName
        wallet {
          id
        }
      }
      destination {
        walletId
        kind
        name
        ownerName
        wallet {
          id
        }
      }
      reference
      description
      createdAt
      postedAt
      voidedAt
      expiresAt
      voidReason
    }
  `,
  [MoneyFields],
);
