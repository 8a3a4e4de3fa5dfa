import { graphql } from '../../../shared/graphql/tada';

/** Looks up the batch that was sent with a key. */
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
