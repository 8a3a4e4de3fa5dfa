import { graphql } from '../../shared/graphql/tada';

export const ConfirmWithPasskeyMutation = graphql(`
  mutation ConfirmWithPasskey($input: PasskeyProofInput!) {
    confirmWithPasskey(input: $input)
  }
`);
