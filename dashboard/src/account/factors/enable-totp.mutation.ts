import { graphql } from '../../shared/graphql/tada';

export const EnableTotpMutation = graphql(`
  mutation EnableTotp($input: EnableTotpInput!) {
    enableTotp(input: $input) {
      totpEnabledAt
      recoveryCodes
    }
  }
`);
