import { graphql } from '../shared/graphql/tada';

export const AccountQuery = graphql(`
  query Account {
    me {
      id
      email
      displayName
      emailVerifiedAt
    }
    service {
      sendsMail
    }
  }
`);
