import { graphql } from '../tada';

export const ConfirmWithPasskeyMutation = graphql(`
  mutation ConfirmWithPasskey($input: PasskeyProofInput!) {
    confirmWithPasskey(input: $input)
  }
`);
