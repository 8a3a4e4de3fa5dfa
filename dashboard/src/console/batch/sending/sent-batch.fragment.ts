import { graphql } from '../../../shared/graphql/tada';

/** A batch that was sent, with the counts and totals of its outcome. */
export const SentBatchFields = graphql(`
  fragment SentBatchFields on TransferBatch @_unmask {
    id
    label
    mode
    createdAt
    itemCount
    transferred
    declined
    totals {
      amount
      currency
    }
    initiatedBy {
      id
      displayName
    }
  }
`);
