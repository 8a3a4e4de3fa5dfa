import { graphql } from '../../graphql/tada';

export const ConfirmPasswordMutation = graphql(`
  mutation ConfirmPassword($input: ConfirmPasswordInput!) {
    confirmPassword(input: $input)
  }
`);
