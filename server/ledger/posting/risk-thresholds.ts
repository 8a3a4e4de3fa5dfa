import type { EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../chain/audit-log.js';
import type { Clock } from '../model/clock.js';
import type { Currency } from '../money/currencies.js';
import { claimOf } from '../idempotency/idempotency.js';
import { assertMayAct, noBarredUsers, type FindBarredUsers } from './barred-users.js';
import { once } from '../idempotency/once.js';
import { decimalOf, digitsOf, RiskThreshold, type RiskKind } from '../model/risk-threshold.js';
import type { UnitsOfWork } from '../database/unit-of-work.js';

export interface RiskThresholdChange {
  readonly kind: RiskKind;
  readonly currency: Currency;
  /** In the last decimal of the kind's unit; null takes the threshold away. */
  readonly threshold: number | null;
  readonly operatorId: string;
  readonly reason: string;
}

/** Sets the thresholds above which operations are alerted. */
export class RiskThresholds {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    private readonly findBarredUsers: FindBarredUsers = noBarredUsers,
  ) {}

  /**
   * Sets a threshold or takes it away; with a key, once for that key.
   *
   * @throws LedgerError UNAUTHENTICATED, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID
   */
  async set(change: RiskThresholdChange, idempotencyKey?: string): Promise<{ readonly replayed: boolean }> {
    const now = this.clock.now();
    const { operatorId: principalId, ...asked } = change;
    const claim = claimOf({ operation: 'setRiskThreshold', principalId, idempotencyKey }, asked, now);
    const { replayed } = await once<number>(this.units, claim, async (em) => {
      await assertMayAct(em, principalId, this.findBarredUsers);
      return {
        act: async () => carryOut(em, change, now),
        pinned: (sequence) => ({ auditSequence: sequence }),
        find: async ({ auditSequence }) => Promise.resolve(auditSequence ?? 0),
      };
    });
    return { replayed };
  }
}

/** @returns The place of the act in the audit log. */
async function carryOut(
  em: EntityManager,
  { kind, currency, threshold, operatorId, reason }: RiskThresholdChange,
  now: Date,
): Promise<number> {
  const earlier = await em.findOne(RiskThreshold, { kind, currency });
  const written = (value: number | null): string | null =>
    value === null ? null : decimalOf(BigInt(value), digitsOf(kind, currency));
  const [event] = await appendToAuditLog(em, [
    {
      ...{ at: now, actorId: operatorId, action: 'RISK_THRESHOLD_SET', reason },
      details: { kind, currency, threshold: written(threshold), before: written(earlier?.threshold ?? null) },
    },
  ]);
  if (!event) throw new Error('The act is not in the audit log');
  if (threshold === null) {
    if (earlier) em.remove(earlier);
    return event.sequence;
  }
  const set = earlier ?? new RiskThreshold();
  set.kind = kind;
  set.currency = currency;
  set.threshold = threshold;
  set.setAt = now;
  set.setById = operatorId;
  em.persist(set);
  return event.sequence;
}
