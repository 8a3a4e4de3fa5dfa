import { graphql } from './tada';

export const RegisterMutation = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      expiresAt
      user {
        id
        email
        displayName
        role
      }
    }
  }
`);
