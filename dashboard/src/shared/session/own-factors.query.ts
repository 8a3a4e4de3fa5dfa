import { graphql } from '../graphql/tada';

export const OwnFactorsQuery = graphql(`
  query OwnFactors {
    me {
      id
      passkeys {
        id
        name
        backedUp
        createdAt
        lastUsedAt
      }
      totpEnabledAt
      recoveryCodesLeft
    }
    service {
      passkeyOrigin
    }
  }
`);
