import { graphql } from '../tada';

export const WalletNameQuery = graphql(`
  query WalletName($id: ID!) {
    wallet(id: $id) {
      id
      name
      owner {
        id
        displayName
      }
    }
  }
`);
