import { graphql } from './tada';

export const MeQuery = graphql(`
  query Me {
    me {
      id
      email
      displayName
      role
    }
  }
`);
