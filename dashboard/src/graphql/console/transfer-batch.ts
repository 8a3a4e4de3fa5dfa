import { graphql } from '../tada';

export const TransferBatchMutation = graphql(`
  mutation TransferBatch($input: [TransferInput!]!, $mode: BatchMode!, $idempotencyKey: String!) {
    transferBatch(input: $input, mode: $mode, idempotencyKey: $idempotencyKey) {
      replayed
      batch {
        id
        itemCount
        transferred
      }
    }
  }
`);
