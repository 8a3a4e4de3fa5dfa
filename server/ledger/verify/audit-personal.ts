import { setImmediate as nextTurn } from 'node:timers/promises';
import { digestOfPersonal } from '../chain/audit-personal.js';
import { parseStoredJson } from '../chain/chain-rows.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Row {
  readonly sequence: number;
  readonly salt: string;
  readonly details: string;
  readonly event_details: string | null;
}

/** Checks that personal details match the digests in their events. Erased details are not checked. */
export async function checkAuditPersonal(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  let sequence = since?.auditSequence ?? 0;
  for (let full = true; full;) {
    const page = await snapshot.rows<Row>(
      `select p.sequence, p.salt, p.details, a.details as event_details from audit_personal_details p
        left join audit_events a on a.sequence = p.sequence where p.sequence > ?
        order by p.sequence limit ${String(pageRows)}`,
      [sequence],
    );
    for (const row of page) {
      const expected = digestIn(parseStoredJson(row.event_details));
      const found = digestOfPersonal(row.salt, parseStoredJson(row.details));
      ({ sequence } = row);
      if (expected === found) continue;
      problems.add({
        code: 'AUDIT_PERSONAL',
        subject: { table: 'audit_personal_details', id: String(sequence) },
        message: 'What an audit event says of a person is what the event has the digest of',
        expected: expected ?? 'nothing',
        found,
      });
    }
    full = page.length === pageRows;
    await nextTurn();
  }
}

function digestIn(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('personalDigest' in details)) return undefined;
  return typeof details.personalDigest === 'string' ? details.personalDigest : undefined;
}
