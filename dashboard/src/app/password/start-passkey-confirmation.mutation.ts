import { graphql } from '../../shared/graphql/tada';

export const StartPasskeyConfirmationMutation = graphql(`
  mutation StartPasskeyConfirmation {
    startPasskeyConfirmation {
      options
    }
  }
`);
