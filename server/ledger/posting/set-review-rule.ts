import type { EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../chain/audit-log.js';
import type { Currency } from '../money/currencies.js';
import { LedgerError } from '../errors.js';
import type { Claim } from '../idempotency/idempotency.js';
import { formatAmount } from '../money/money.js';
import { once } from '../idempotency/once.js';
import type { ReviewRuleOutcome } from '../model/outcome.js';
import { ReviewRule } from '../model/review-rule.js';

export interface ReviewRuleChange {
  readonly currency: Currency;
  /** In minor units; null takes the rule away. */
  readonly withdrawalsAbove: number | null;
  readonly operatorId: string;
  readonly reason: string;
}

/** Result of a change: the present rule, null when there is none, and the sequence of the act in the audit log. */
interface Changed {
  readonly rule: ReviewRule | null;
  readonly sequence: number;
}

/**
 * Sets the amount above which withdrawals in a currency wait, or removes the rule. Withdrawals that wait already go on
 * waiting.
 *
 * @returns IDEMPOTENCY_KEY_REUSED as a value, because the conflict is counted in the same unit of work.
 */
export async function setReviewRule(
  em: EntityManager,
  change: ReviewRuleChange,
  now: Date,
  claim?: Claim,
): Promise<ReviewRuleOutcome | LedgerError> {
  const outcome = await once<Changed>(em, claim, {
    act: async () => carryOut(em, change, now),
    pin: (record, { sequence }) => (record.auditSequence = sequence),
    find: async ({ auditSequence }) => ({
      rule: await em.findOne(ReviewRule, { currency: change.currency }),
      sequence: auditSequence ?? 0,
    }),
  });
  if (outcome instanceof LedgerError) return outcome;
  return { rule: outcome.effect.rule, replayed: outcome.replayed };
}

async function carryOut(
  em: EntityManager,
  { currency, withdrawalsAbove, operatorId, reason }: ReviewRuleChange,
  now: Date,
): Promise<Changed> {
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
