import { graphql } from '../../shared/graphql/tada';
import { SentBatchFields } from './sending/sent-batch.fragment';

export const SentBatchesQuery = graphql(
  `
    query SentBatches($after: String) {
      transferBatches(first: 50, after: $after) {
        nodes {
          ...SentBatchFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [SentBatchFields],
);
