import { graphql } from '../../shared/graphql/tada';

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
