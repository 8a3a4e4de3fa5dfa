import { MoneyFields } from '../shared/ledger/money.fragment';
import { StatementEntryFields } from './statement-entry.fragment';
import { graphql } from '../shared/graphql/tada';

/** A statement's figures, with the first page of its entries. */
export const StatementQuery = graphql(
  `
    query Statement($walletId: ID!, $from: DateTime!, $to: DateTime!, $first: Int!) {
      statement(walletId: $walletId, from: $from, to: $to) {
        from
        to
        opening {
          ...MoneyFields
        }
        closing {
          ...MoneyFields
        }
        credits {
          count
          amount {
            ...MoneyFields
          }
        }
        debits {
          count
          amount {
            ...MoneyFields
          }
        }
        wallet {
          id
          name
          currency
          owner {
            id
            displayName
          }
        }
        entries(first: $first) {
          nodes {
            ...StatementEntryFields
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [MoneyFields, StatementEntryFields],
);
