import { instant, parseStoredJson } from '../chain-rows.js';
import type { Snapshot } from '../snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Row {
  readonly currency: string;
  readonly above: string;
  readonly set_at: string;
  readonly set_by_id: string;
}

interface Event {
  readonly at: string;
  readonly actor_id: string | null;
  readonly details: string | null;
}

/** Each rule for review against the audit log: it is there, and is what it is, because an operator made it so last. */
export async function checkReviewRules(
  snapshot: Snapshot,
  problems: Problems,
  { since }: Scope,
): Promise<void> {
  // It reads the whole audit log.
  if (since) return;
  const due = await rulesByAuditLog(snapshot);
  const rows = await snapshot.rows<Row>(
    `select currency, cast(withdrawals_above as text) as above, cast(set_at as text) as set_at, set_by_id
    from review_rules order by currency`,
  );
  const found = new Map(rows.map((row) => [row.currency, inWords(row.above, row.set_by_id, row.set_at)]));
  for (const currency of new Set([...due.keys(), ...found.keys()])) {
    if (due.get(currency) === found.get(currency)) continue;
    problems.add({
      code: 'REVIEW_RULE',
      subject: { table: 'review_rules', id: currency },
      message: 'A rule for review is what the audit log says was made of it',
      expected: due.get(currency) ?? 'none',
      found: found.get(currency) ?? 'none',
    });
  }
}

async function rulesByAuditLog(snapshot: Snapshot): Promise<Map<string, string>> {
  const events = await snapshot.rows<Event>(
    `select cast(at as text) as at, actor_id, details from audit_events
    where action = 'REVIEW_RULE_SET' order by sequence`,
  );
  const rules = new Map<string, string>();
  for (const { at, actor_id: setById, details } of events) {
    const said = ruleSaid(parseStoredJson(details));
    // Whatever else it is, the log's hashes tell.
    if (!said) continue;
    const { currency, withdrawalsAbove } = said;
    if (withdrawalsAbove === null) rules.delete(currency);
    else rules.set(currency, inWords(String(withdrawalsAbove), setById, at));
  }
  return rules;
}

/** What an event says a rule was set to, in minor units: the log has amounts with exactly the currency's digits. */
export function ruleSaid(
  details: unknown,
): { readonly currency: string; readonly withdrawalsAbove: number | null } | undefined {
  if (details === null || typeof details !== 'object' || !('currency' in details)) return undefined;
  const { currency } = details;
  if (typeof currency !== 'string') return undefined;
  const above = 'withdrawalsAbove' in details ? details.withdrawalsAbove : null;
  return { currency, withdrawalsAbove: typeof above === 'string' ? Number(above.replace('.', '')) : null };
}

function inWords(above: string, setById: string | null, at: string): string {
  return `more than ${above} waits, set by ${setById ?? 'nobody'} at ${instant(at)}`;
}
