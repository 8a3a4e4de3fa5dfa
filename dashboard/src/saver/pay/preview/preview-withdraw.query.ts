import { PreviewFields } from './preview.fragment';
import { graphql } from '../../../shared/graphql/tada';

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
