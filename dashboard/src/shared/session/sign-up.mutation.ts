import { graphql } from '../graphql/tada';

export const SignUpMutation = graphql(`
  mutation SignUp($input: RegisterInput!) {
    signUp(input: $input) {
      session {
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
  }
`);
