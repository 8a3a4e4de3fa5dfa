import { graphql } from '../graphql/tada';

/** Every key whose receipts count, the present one first; anybody may ask. */
export const SigningKeysQuery = graphql(`
  query SigningKeys {
    signingKeys {
      id
      publicKey
    }
  }
`);
