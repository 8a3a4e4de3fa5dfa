import { graphql } from '../../shared/graphql/tada';

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
