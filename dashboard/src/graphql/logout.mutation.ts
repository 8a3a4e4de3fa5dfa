import { graphql } from './tada';

export const LogoutMutation = graphql(`
  mutation Logout {
    logout
  }
`);
