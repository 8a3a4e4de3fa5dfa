import { graphql } from '../../../shared/graphql/tada';
import { SentBatchFields } from './sent-batch.fragment';

/** The batches that paid exactly these transfers before. */
export const BatchesLikeQuery = graphql(
  `
    query BatchesLike($input: [TransferInput!]!) {
      transferBatchesLike(input: $input) {
        ...SentBatchFields
      }
    }
  `,
  [SentBatchFields],
);
