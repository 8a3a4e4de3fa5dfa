import { graphql } from './tada';

export const CloseAccountMutation = graphql(`
  mutation CloseAccount($reason: String) {
    closeAccount(reason: $reason)
  }
`);
