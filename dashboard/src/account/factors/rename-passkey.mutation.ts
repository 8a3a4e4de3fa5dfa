import { graphql } from '../../shared/graphql/tada';

export const RenamePasskeyMutation = graphql(`
  mutation RenamePasskey($id: ID!, $input: RenamePasskeyInput!) {
    renamePasskey(id: $id, input: $input) {
      id
      name
    }
  }
`);
