import { ApiTokenFields } from '../shared/tokens/api-token.fragment';
import { graphql } from '../shared/graphql/tada';

/** Reads the user's own tokens: the active ones, which are few, and those that ended last. */
export const ApiTokensQuery = graphql(
  `
    query ApiTokens {
      me {
        id
        active: apiTokens(first: 100, status: [ACTIVE]) {
          nodes {
            ...ApiTokenFields
          }
        }
        ended: apiTokens(first: 10, status: [EXPIRED, REVOKED]) {
          nodes {
            ...ApiTokenFields
          }
        }
      }
    }
  `,
  [ApiTokenFields],
);
