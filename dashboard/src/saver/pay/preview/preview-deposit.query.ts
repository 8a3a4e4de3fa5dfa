import { PreviewFields } from './preview.fragment';
import { graphql } from '../../../shared/graphql/tada';

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
