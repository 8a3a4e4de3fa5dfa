import { graphql } from '../tada';

export const RenamePasskeyMutation = graphql(`
  mutation RenamePasskey($id: ID!, $input: RenamePasskeyInput!) {
    renamePasskey(id: $id, input: $input) {
      id
      name
    }
  }
`);
