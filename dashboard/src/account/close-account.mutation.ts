import { graphql } from '../shared/graphql/tada';

export const CloseAccountMutation = graphql(`
  mutation CloseAccount($reason: String) {
    closeAccount(reason: $reason)
  }
`);
