import { graphql } from '../graphql/tada';

/** Reads who is signed in, and the cursor of the operations feed before anything else is read. */
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
