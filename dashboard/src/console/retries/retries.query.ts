import { graphql } from '../../shared/graphql/tada';

/** Counts the replays in a range. */
export const RetriesQuery = graphql(`
  query Retries($input: AdminSummaryInput!) {
    adminSummary(input: $input) {
      activity {
        bucketStart
        replays
        keyConflicts
      }
    }
  }
`);
