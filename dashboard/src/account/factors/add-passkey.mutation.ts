import { graphql } from '../../shared/graphql/tada';

export const AddPasskeyMutation = graphql(`
  mutation AddPasskey($input: AddPasskeyInput!) {
    addPasskey(input: $input) {
      passkey {
        id
        name
      }
      recoveryCodes
    }
  }
`);
