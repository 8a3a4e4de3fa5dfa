import { graphql } from '../../shared/graphql/tada';

/** How often keys came again in a range. */
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
