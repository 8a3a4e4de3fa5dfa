import { graphql } from '../tada';

export const StartPasskeyConfirmationMutation = graphql(`
  mutation StartPasskeyConfirmation {
    startPasskeyConfirmation {
      options
    }
  }
`);
