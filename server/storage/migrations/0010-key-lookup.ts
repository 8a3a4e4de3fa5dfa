/** Indexes that lead from a transaction or a batch to the key that made it. */
export const KEY_LOOKUP_INDEXES: readonly string[] = [
  `create index idempotency_records_transaction on idempotency_records (transaction_id)
    where transaction_id is not null`,
  `create index idempotency_records_batch on idempotency_records (batch_id) where batch_id is not null`,
];
