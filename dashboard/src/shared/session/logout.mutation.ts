import { graphql } from '../graphql/tada';

export const LogoutMutation = graphql(`
  mutation Logout {
    logout
  }
`);
