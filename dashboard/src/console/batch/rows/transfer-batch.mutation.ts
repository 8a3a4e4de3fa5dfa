import { graphql } from '../../../shared/graphql/tada';

/** Sends a batch. The server refuses transfers that were sent before, unless the label makes them a new payment. */
export const TransferBatchMutation = graphql(`
  mutation TransferBatch(
    $input: [TransferInput!]!
    $mode: BatchMode!
    $label: String
    $idempotencyKey: String!
  ) {
    transferBatch(
      input: $input
      mode: $mode
      label: $label
      onlyIfNew: true
      idempotencyKey: $idempotencyKey
    ) {
      replayed
      batch {
        id
        itemCount
        transferred
      }
    }
  }
`);
