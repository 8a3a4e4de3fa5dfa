/** Leads from a transaction or a batch to the key that it was made with; until now only keys led to what they stand for. */
export const KEY_LOOKUP_INDEXES: readonly string[] = [
  `create index idempotency_records_transaction on idempotency_records (transaction_id)
    where transaction_id is not null`,
  `create index idempotency_records_batch on idempotency_records (batch_id) where batch_id is not null`,
];
