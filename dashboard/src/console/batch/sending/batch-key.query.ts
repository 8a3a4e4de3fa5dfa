import { graphql } from '../../../shared/graphql/tada';

/** What the key of a batch stands for. */
export const BatchKeyQuery = graphql(`
  query BatchKey($key: String!) {
    idempotencyKey(key: $key) {
      key
      batch {
        id
      }
      rejection {
        code
        message
        details
      }
    }
  }
`);
