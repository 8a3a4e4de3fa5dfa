import { graphql } from '../../../shared/graphql/tada';

/** Refused where the same transfers were sent before, unless the label makes them a payment of their own. */
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
