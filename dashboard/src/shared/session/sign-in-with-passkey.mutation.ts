import { graphql } from '../graphql/tada';

export const SignInWithPasskeyMutation = graphql(`
  mutation SignInWithPasskey($input: PasskeyProofInput!) {
    signInWithPasskey(input: $input) {
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
