import { PreviewFields } from './preview.fragment';
import { graphql } from './tada';

export const PreviewDepositQuery = graphql(
  `
    query PreviewDeposit($input: DepositInput!) {
      preview: previewDeposit(input: $input) {
        ...PreviewFields
      }
    }
  `,
  [PreviewFields],
);
