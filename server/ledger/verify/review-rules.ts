import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';
import { checkSettings, wholeOf, type Settings, type StoredSetting } from './settings.js';

const REVIEW_RULES: Settings = {
  code: 'REVIEW_RULE',
  table: 'review_rules',
  action: 'REVIEW_RULE_SET',
  message: 'A rule for review is what the audit log says was made of it',
  stored: async (snapshot) =>
    snapshot.rows<StoredSetting>(
      `select currency as id, cast(withdrawals_above as text) as value, cast(set_at as text) as "setAt",
        set_by_id as "setById"
      from review_rules order by currency`,
    ),
  said: (details) => {
    const said = ruleSaid(details);
    return said && { id: said.currency, value: said.withdrawalsAbove };
  },
  inWords: (above) => `more than ${above} waits`,
};

export async function checkReviewRules(snapshot: Snapshot, problems: Problems, scope: Scope): Promise<void> {
  await checkSettings(REVIEW_RULES, snapshot, problems, scope);
}

/** Reads the value that an event says a rule was set to, in minor units. */
export function ruleSaid(
  details: unknown,
): { readonly currency: string; readonly withdrawalsAbove: number | null } | undefined {
  if (details === null || typeof details !== 'object' || !('currency' in details)) return undefined;
  const { currency } = details;
  if (typeof currency !== 'string') return undefined;
  const above = 'withdrawalsAbove' in details ? details.withdrawalsAbove : null;
  return { currency, withdrawalsAbove: wholeOf(above) };
}
