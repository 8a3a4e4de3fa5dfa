import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseStoredJson } from '../chain/chain-rows.js';
import { fingerprintOf } from '../idempotency/idempotency.js';
import { actionsOn } from '../model/operations.js';
import { textsIn, translated } from '../database/sql.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import { ruleSaid } from './review-rules.js';
import { thresholdSaid } from './risk-thresholds.js';
import type { Scope } from './scope.js';

interface Row {
  readonly principal_id: string;
  readonly key: string;
  readonly operation: string;
  readonly wallet_id: string | null;
  readonly user_id: string | null;
  readonly audit_sequence: number | null;
  readonly fingerprint: string;
  readonly acted_at: string | null;
  readonly reason: string | null;
  readonly details: string | null;
}

/** The operations on a wallet, a user or a rule, each with its audit action. */
const ACTS = actionsOn('WALLET', 'USER', 'ACT');

/** Each key that changed a wallet, a user or a rule against the audit log, which has the whole request. */
export async function checkActKeys(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  // No index leads to these keys.
  if (since) return;
  let after = ['', ''];
  for (let full = true; full;) {
    const rows = await snapshot.rows<Row>(
      `select r.principal_id, r.key, r.operation, r.wallet_id, r.user_id, r.audit_sequence, r.fingerprint,
        cast(a.at as text) as acted_at, a.reason, a.details
      from (select * from idempotency_records where (principal_id, key) > (?, ?)
        and operation in (${textsIn(ACTS.map(([operation]) => operation))})
        and rejection_code is null
        order by principal_id, key limit ${pageRows}) r
      left join audit_events a on a.actor_id = r.principal_id and a.at = r.created_at and a.action = ${translated('r.operation', ACTS)}
        and (a.wallet_id = r.wallet_id or a.user_id = r.user_id or a.sequence = r.audit_sequence)
      order by r.principal_id, r.key`,
      after,
    );
    // Within one millisecond the same may be done twice.
    const byKey = Map.groupBy(rows, (row) => `${row.principal_id} ${row.key}`);
    for (const [id, acts] of byKey) checkKey(problems, id, acts);
    const last = rows.at(-1);
    after = [last?.principal_id ?? '', last?.key ?? ''];
    full = byKey.size === pageRows;
    await nextTurn();
  }
}

function checkKey(problems: Problems, id: string, acts: readonly Row[]): void {
  const subject = { table: 'idempotency_records', id };
  const act = acts.find(({ acted_at: actedAt }) => actedAt !== null);
  if (!act) {
    problems.add({
      code: 'RECORD_ACT',
      subject,
      message: 'A key that changed a wallet, a user or a rule stands for an act of its owner at that time',
      expected: 'one in the audit log',
      found: 'none',
    });
    return;
  }
  const due = acts.flatMap(fingerprintsOf);
  if (due.includes(act.fingerprint)) return;
  problems.add({
    code: 'RECORD_FINGERPRINT',
    subject,
    message: 'The fingerprint of a key is that of the act it stands for',
    expected: due[0] ?? 'none',
    found: act.fingerprint,
  });
}

/** An operator closes any wallet, and a customer their own; the log does not say as which of the two somebody acted. */
function fingerprintsOf({ operation, reason, details, ...row }: Row): string[] {
  const { wallet_id: walletId, user_id: userId } = row;
  if (userId !== null) return [fingerprintOf({ operation, userId, reason })];
  if (walletId !== null) {
    return [true, false].map((ownOnly) => fingerprintOf({ operation, walletId, reason, ownOnly }));
  }
  const said = parseStoredJson(details);
  const rule = operation === 'setRiskThreshold' ? thresholdSaid(said) : ruleSaid(said);
  return rule ? [fingerprintOf({ operation, ...rule, reason })] : [];
}
