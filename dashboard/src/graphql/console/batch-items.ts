import { graphql } from '../tada';

/** The outcomes of some of a batch's transfers. */
export const BatchItemsQuery = graphql(`
  query BatchItems($id: ID!, $offset: Int!) {
    transferBatch(id: $id) {
      id
      itemCount
      transferred
      items(offset: $offset, first: 100) {
        index
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
`);
