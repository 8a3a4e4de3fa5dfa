import { PreviewFields } from './preview.fragment';
import { graphql } from './tada';

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
