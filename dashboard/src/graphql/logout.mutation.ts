import { graphql } from '../shared/graphql/tada';

export const LogoutMutation = graphql(`
  mutation Logout {
    logout
  }
`);
