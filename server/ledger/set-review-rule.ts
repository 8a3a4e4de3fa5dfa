import type { EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from './audit-log.js';
import type { Currency } from './currencies.js';
import { formatAmount } from './money.js';
import { ReviewRule } from './review-rule.js';

export interface ReviewRuleChange {
  readonly currency: Currency;
  /** In minor units; null takes the rule away. */
  readonly withdrawalsAbove: number | null;
  readonly operatorId: string;
  readonly reason: string;
}

/**
 * Sets from which amount on withdrawals in a currency wait, or takes the rule away. What waits already goes on waiting.
 *
 * @returns The rule as it is now; null when there is none.
 */
export async function setReviewRule(
  em: EntityManager,
  { currency, withdrawalsAbove, operatorId, reason }: ReviewRuleChange,
  now: Date,
): Promise<ReviewRule | null> {
  const earlier = await em.findOne(ReviewRule, { currency });
  const written = (minor: number | null | undefined): string | null =>
    minor === null || minor === undefined ? null : formatAmount(minor, currency);
  await appendToAuditLog(em, [
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
  if (withdrawalsAbove === null) {
    if (earlier) em.remove(earlier);
    return null;
  }
  const rule = earlier ?? new ReviewRule();
  rule.currency = currency;
  rule.withdrawalsAbove = withdrawalsAbove;
  rule.setAt = now;
  rule.setById = operatorId;
  em.persist(rule);
  return rule;
}
