import { graphql } from '../../shared/graphql/tada';

export const NewRecoveryCodesMutation = graphql(`
  mutation NewRecoveryCodes {
    newRecoveryCodes {
      recoveryCodes
    }
  }
`);
