import { PreviewFields } from './preview.fragment';
import { graphql } from './tada';

export const PreviewWithdrawQuery = graphql(
  `
    query PreviewWithdraw($input: WithdrawInput!) {
      preview: previewWithdraw(input: $input) {
        ...PreviewFields
      }
    }
  `,
  [PreviewFields],
);
