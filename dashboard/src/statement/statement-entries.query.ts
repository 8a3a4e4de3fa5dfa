import { StatementEntryFields } from './statement-entry.fragment';
import { graphql } from '../shared/graphql/tada';

/** One more page of a statement's entries. */
export const StatementEntriesQuery = graphql(
  `
    query StatementEntries($walletId: ID!, $from: DateTime!, $to: DateTime!, $first: Int!, $after: String) {
      statement(walletId: $walletId, from: $from, to: $to) {
        entries(first: $first, after: $after) {
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
  [StatementEntryFields],
);
