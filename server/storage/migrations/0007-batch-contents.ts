import { isHex } from './0003-chain-tables.js';
/**
 * Columns for the payments of batches as they were requested, for a digest that recognises a repeated list, and for
 * batches in the audit log.
 */
export function batchContents(): string[] {
  return [
    `alter table transfer_batches add column label text`,
    `alter table transfer_batches add column content_digest text
      constraint transfer_batches_content_digest_is_a_digest check (${isHex('content_digest', 64)})`,
    `create index transfer_batches_content on transfer_batches (content_digest, id) where content_digest is not null`,
    `alter table transfer_batch_items add column request text`,
    `alter table audit_events add column batch_id text references transfer_batches (id)`,
    `create index audit_events_batch on audit_events (batch_id, sequence) where batch_id is not null`,
  ];
}
