import { graphql } from '../../../shared/graphql/tada';

export const UserNameQuery = graphql(`
  query UserName($id: ID!) {
    user(id: $id) {
      id
      displayName
    }
  }
`);
