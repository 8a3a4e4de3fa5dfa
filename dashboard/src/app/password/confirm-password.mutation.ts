import { graphql } from '../../shared/graphql/tada';

export const ConfirmPasswordMutation = graphql(`
  mutation ConfirmPassword($input: ConfirmPasswordInput!) {
    confirmPassword(input: $input)
  }
`);
