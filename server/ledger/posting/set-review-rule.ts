import type { EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../chain/audit-log.js';
import type { Currency } from '../money/currencies.js';
import { formatAmount } from '../money/money.js';
import type { IdempotentWrite } from '../idempotency/once.js';
import { ReviewRule } from '../model/review-rule.js';

export interface ReviewRuleChange {
  readonly currency: Currency;
  /** In minor units; null takes the rule away. */
  readonly withdrawalsAbove: number | null;
  readonly operatorId: string;
  readonly reason: string;
}

/** Result of a change: the rule as it is now, null when there is none, and the place of the act in the audit log. */
export interface ChangedRule {
  readonly rule: ReviewRule | null;
  readonly sequence: number;
}

/** Sets from which amount on withdrawals in a currency wait, or takes the rule away. What waits already goes on waiting. */
export function settingOfReviewRule(
  em: EntityManager,
  change: ReviewRuleChange,
  now: Date,
): IdempotentWrite<ChangedRule> {
  return {
    act: async () => carryOut(em, change, now),
    pinned: ({ sequence }) => ({ auditSequence: sequence }),
    find: async ({ auditSequence }) => ({
      rule: await em.findOne(ReviewRule, { currency: change.currency }),
      sequence: auditSequence ?? 0,
    }),
  };
}

async function carryOut(
  em: EntityManager,
  { currency, withdrawalsAbove, operatorId, reason }: ReviewRuleChange,
  now: Date,
): Promise<ChangedRule> {
  const earlier = await em.findOne(ReviewRule, { currency });
  const written = (minor: number | null | undefined): string | null =>
    minor === null || minor === undefined ? null : formatAmount(minor, currency);
  const [event] = await appendToAuditLog(em, [
    {
      at: now,
      actorId: operatorId,
      action: 'REVIEW_RULE_SET',
      reason,
      details: {
        currency,
        withdrawalsAbove: written(withdrawalsAbove),
        before: written(earlier?.withdrawalsAbove),
      },
    },
  ]);
  if (!event) throw new Error('The act is not in the audit log');
  if (withdrawalsAbove === null) {
    if (earlier) em.remove(earlier);
    return { rule: null, sequence: event.sequence };
  }
  const rule = earlier ?? new ReviewRule();
  rule.currency = currency;
  rule.withdrawalsAbove = withdrawalsAbove;
  rule.setAt = now;
  rule.setById = operatorId;
  em.persist(rule);
  return { rule, sequence: event.sequence };
}
