import { graphql } from '../../graphql/tada';

export const StartPasskeyConfirmationMutation = graphql(`
  mutation StartPasskeyConfirmation {
    startPasskeyConfirmation {
      options
    }
  }
`);
