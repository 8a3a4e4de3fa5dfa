import { instant, parseStoredJson } from '../chain-rows.js';
import type { Snapshot } from '../snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Row {
  readonly kind: string;
  readonly currency: string;
  readonly threshold: string;
  readonly set_at: string;
  readonly set_by_id: string;
}

interface Event {
  readonly at: string;
  readonly actor_id: string | null;
  readonly details: string | null;
}

/** Each risk threshold against the audit log, as rules for review are. */
export async function checkRiskThresholds(
  snapshot: Snapshot,
  problems: Problems,
  { since }: Scope,
): Promise<void> {
  // It reads the whole audit log.
  if (since) return;
  const due = await thresholdsByAuditLog(snapshot);
  const rows = await snapshot.rows<Row>(
    `select kind, currency, cast(threshold as text) as threshold, cast(set_at as text) as set_at, set_by_id
    from risk_thresholds order by kind, currency`,
  );
  const found = new Map(
    rows.map((row) => [`${row.kind} ${row.currency}`, inWords(row.threshold, row.set_by_id, row.set_at)]),
  );
  for (const id of new Set([...due.keys(), ...found.keys()])) {
    if (due.get(id) === found.get(id)) continue;
    problems.add({
      code: 'RISK_THRESHOLD',
      subject: { table: 'risk_thresholds', id },
      message: 'A risk threshold is what the audit log says was made of it',
      expected: due.get(id) ?? 'none',
      found: found.get(id) ?? 'none',
    });
  }
}

async function thresholdsByAuditLog(snapshot: Snapshot): Promise<Map<string, string>> {
  const events = await snapshot.rows<Event>(
    `select cast(at as text) as at, actor_id, details from audit_events
    where action = 'RISK_THRESHOLD_SET' order by sequence`,
  );
  const thresholds = new Map<string, string>();
  for (const { at, actor_id: setById, details } of events) {
    const said = thresholdSaid(parseStoredJson(details));
    // Whatever else it is, the log's hashes tell.
    if (!said) continue;
    const id = `${said.kind} ${said.currency}`;
    if (said.threshold === null) thresholds.delete(id);
    else thresholds.set(id, inWords(String(said.threshold), setById, at));
  }
  return thresholds;
}

/** What an event says a threshold was set to: the log has figures with exactly the digits of their unit. */
export function thresholdSaid(
  details: unknown,
): { readonly kind: string; readonly currency: string; readonly threshold: number | null } | undefined {
  if (details === null || typeof details !== 'object') return undefined;
  if (!('kind' in details) || !('currency' in details)) return undefined;
  const { kind, currency } = details;
  if (typeof kind !== 'string' || typeof currency !== 'string') return undefined;
  const said = 'threshold' in details ? details.threshold : null;
  return { kind, currency, threshold: typeof said === 'string' ? Number(said.replace('.', '')) : null };
}

function inWords(threshold: string, setById: string | null, at: string): string {
  return `${threshold}, set by ${setById ?? 'nobody'} at ${instant(at)}`;
}
