import { graphql } from '../tada';

export const EnableTotpMutation = graphql(`
  mutation EnableTotp($input: EnableTotpInput!) {
    enableTotp(input: $input) {
      totpEnabledAt
      recoveryCodes
    }
  }
`);
