import { graphql } from '../graphql/tada';

/** Who is signed in, and where the feed of operations is before anything else is read. */
export const MeQuery = graphql(`
  query Me {
    me {
      id
      email
      displayName
      role
      awaitsSecondFactor
    }
    operationsCursor
  }
`);
