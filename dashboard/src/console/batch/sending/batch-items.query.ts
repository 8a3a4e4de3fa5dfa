import { graphql } from '../../../shared/graphql/tada';
import { SentBatchFields } from './sent-batch.fragment';

/** A batch, with the outcomes of some of its transfers. */
export const BatchItemsQuery = graphql(
  `
    query BatchItems($id: ID!, $offset: Int!) {
      transferBatch(id: $id) {
        ...SentBatchFields
        items(offset: $offset, first: 100) {
          index
          to
          amount {
            amount
            currency
          }
          description
          reference
          transaction {
            id
          }
          error {
            code
            message
            details
          }
        }
      }
    }
  `,
  [SentBatchFields],
);
