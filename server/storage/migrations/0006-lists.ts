/** What the batches of one person are listed by, the newest first, however many others have made. */
export function listIndexes(): string[] {
  return [`create index transfer_batches_initiator on transfer_batches (initiated_by_id, id)`];
}
