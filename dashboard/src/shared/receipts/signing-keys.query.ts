import { graphql } from '../graphql/tada';

/** Reads the keys that sign receipts, the present one first. Public. */
export const SigningKeysQuery = graphql(`
  query SigningKeys {
    signingKeys {
      id
      publicKey
    }
  }
`);
