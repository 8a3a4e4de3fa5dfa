import { ApiTokenFields } from '../shared/tokens/api-token.fragment';
import { graphql } from '../shared/graphql/tada';

export const CreateApiTokenMutation = graphql(
  `
    mutation CreateApiToken($input: CreateApiTokenInput!) {
      createApiToken(input: $input) {
        token
        apiToken {
          ...ApiTokenFields
          user {
            id
          }
        }
      }
    }
  `,
  [ApiTokenFields],
);
