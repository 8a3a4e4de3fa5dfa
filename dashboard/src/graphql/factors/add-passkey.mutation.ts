import { graphql } from '../tada';

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
