import { graphql } from '../shared/graphql/tada';

export const ServiceQuery = graphql(`
  query Service {
    service {
      demo {
        password
        accounts {
          email
          displayName
          role
        }
      }
      sendsMail
      signInWith
      passkeyOrigin
    }
  }
`);
