import { graphql } from '../../shared/graphql/tada';

export const StartPasskeyRegistrationMutation = graphql(`
  mutation StartPasskeyRegistration {
    startPasskeyRegistration {
      options
    }
  }
`);
