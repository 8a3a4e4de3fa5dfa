import { graphql } from '../graphql/tada';

export const LoginMutation = graphql(`
  mutation Login($input: LoginInput!) {
    login(input: $input) {
      expiresAt
      user {
        id
        email
        displayName
        role
        awaitsSecondFactor
      }
    }
  }
`);
