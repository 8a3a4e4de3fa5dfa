import { setImmediate as nextTurn } from 'node:timers/promises';
import { AUDIT_GENESIS, digestOfAuditEvent } from '../chain/audit-log.js';
import type { AuditAction } from '../model/audit-event.js';
import { parseStoredJson } from '../chain/chain-rows.js';
import { link } from '../chain/digest.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Row {
  readonly sequence: number;
  readonly at: number;
  readonly actor_id: string | null;
  readonly action: string;
  readonly transaction_id: string | null;
  readonly wallet_id: string | null;
  readonly user_id: string | null;
  readonly batch_id: string | null;
  readonly reason: string | null;
  readonly details: string | null;
  readonly hash: string;
}

const SELECT = 'select * from audit_events where sequence > ? order by sequence limit ';

/** Walks the audit log: events count from 1 without a gap, and each is chained to the one before it. */
export async function checkAuditLog(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  let sequence = since?.auditSequence ?? 0;
  const [start] = sequence > 0 ? await snapshot.rows<Row>(`${SELECT} 1`, [sequence - 1]) : [];
  let hash = start?.hash ?? AUDIT_GENESIS;
  for (let full = true; full;) {
    const page = await snapshot.rows<Row>(SELECT + String(pageRows), [sequence]);
    for (const row of page) {
      const subject = { table: 'audit_events', id: String(row.sequence) };
      const due = hashOf(hash, row);
      if (row.sequence !== sequence + 1) {
        problems.add({
          code: 'AUDIT_SEQUENCE',
          subject,
          message: 'Audit events count from 1 without a gap',
          expected: String(sequence + 1),
          found: String(row.sequence),
        });
      } else if (due !== row.hash) {
        problems.add({
          code: 'AUDIT_HASH',
          subject,
          message: 'The hash of an audit event is that of the hash before it and of what the event says',
          expected: due,
          found: row.hash,
        });
      }
      ({ sequence, hash } = row);
    }
    full = page.length === pageRows;
    await nextTurn();
  }
}

function hashOf(previous: string, row: Row): string {
  const at = new Date(row.at);
  // There is no writing a moment that no calendar knows; no event was hashed with one.
  if (Number.isNaN(at.getTime())) return 'none: its time is not a time';
  const digest = digestOfAuditEvent({
    sequence: row.sequence,
    at,
    actorId: row.actor_id,
    action: row.action as AuditAction,
    transactionId: row.transaction_id,
    walletId: row.wallet_id,
    userId: row.user_id,
    batchId: row.batch_id,
    reason: row.reason,
    details: parseStoredJson(row.details) as null,
  });
  return link(previous, digest);
}
