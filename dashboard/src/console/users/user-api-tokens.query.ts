import { ApiTokenFields } from '../../shared/tokens/api-token.fragment';
import { graphql } from '../../shared/graphql/tada';

export const UserApiTokensQuery = graphql(
  `
    query UserApiTokens($id: ID!) {
      user(id: $id) {
        id
        apiTokens(first: 100, status: [ACTIVE]) {
          nodes {
            ...ApiTokenFields
          }
        }
      }
    }
  `,
  [ApiTokenFields],
);
