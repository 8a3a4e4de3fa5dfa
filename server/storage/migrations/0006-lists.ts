/** Index that lists the batches of one person by time, without reading those of others. */
export function listIndexes(): string[] {
  return [`create index transfer_batches_initiator on transfer_batches (initiated_by_id, id)`];
}
