import { PreviewFields } from './preview.fragment';
import { graphql } from '../../../shared/graphql/tada';

export const PreviewTransferQuery = graphql(
  `
    query PreviewTransfer($input: TransferInput!) {
      preview: previewTransfer(input: $input) {
        ...PreviewFields
      }
    }
  `,
  [PreviewFields],
);
