import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';
import { checkSettings, wholeOf, type Settings, type StoredSetting } from './settings.js';

const RISK_THRESHOLDS: Settings = {
  code: 'RISK_THRESHOLD',
  table: 'risk_thresholds',
  action: 'RISK_THRESHOLD_SET',
  message: 'A risk threshold is what the audit log says was made of it',
  stored: async (snapshot) =>
    snapshot.rows<StoredSetting>(
      `select kind || ' ' || currency as id, cast(threshold as text) as value, cast(set_at as text) as "setAt",
        set_by_id as "setById"
      from risk_thresholds order by kind, currency`,
    ),
  said: (details) => {
    const said = thresholdSaid(details);
    return said && { id: `${said.kind} ${said.currency}`, value: said.threshold };
  },
  inWords: (threshold) => threshold,
};

export async function checkRiskThresholds(
  snapshot: Snapshot,
  problems: Problems,
  scope: Scope,
): Promise<void> {
  await checkSettings(RISK_THRESHOLDS, snapshot, problems, scope);
}

/** Reads the value that an event says a threshold was set to, in the last decimal of its unit. */
export function thresholdSaid(
  details: unknown,
): { readonly kind: string; readonly currency: string; readonly threshold: number | null } | undefined {
  if (details === null || typeof details !== 'object') return undefined;
  if (!('kind' in details) || !('currency' in details)) return undefined;
  const { kind, currency } = details;
  if (typeof kind !== 'string' || typeof currency !== 'string') return undefined;
  const said = 'threshold' in details ? details.threshold : null;
  return { kind, currency, threshold: wholeOf(said) };
}
