import { graphql } from '../tada';

export const NewRecoveryCodesMutation = graphql(`
  mutation NewRecoveryCodes {
    newRecoveryCodes {
      recoveryCodes
    }
  }
`);
