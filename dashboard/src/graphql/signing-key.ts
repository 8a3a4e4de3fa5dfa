import { graphql } from './tada';

/** What the server signs receipts with; anybody may ask. */
export const SigningKeyQuery = graphql(`
  query SigningKey {
    signingKey {
      id
      publicKey
    }
  }
`);
