import { graphql } from '../graphql/tada';

export const CompleteSignUpMutation = graphql(`
  mutation CompleteSignUp($input: CompleteSignUpInput!) {
    completeSignUp(input: $input) {
      expiresAt
      user {
        id
        email
        displayName
        role
        awaitsSecondFactor
        awaitsSecondFactor
      }
    }
  }
`);
