import { defineEntity, p } from '@mikro-orm/core';
import type { Currency } from '../../ledger/money/currencies.js';
import type { RiskKind } from '../../ledger/model/risk-threshold.js';

export const RiskAlertSchema = defineEntity({
  name: 'RiskAlert',
  tableName: 'risk_alerts',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().$type<RiskKind>(),
    currency: p.string().$type<Currency>(),
    /** Threshold at the moment it was passed, like the value. Both are in the last decimal of the kind's unit. */
    threshold: p.integer(),
    value: p.string(),
    raisedAt: p.datetime(),
    clearedAt: p.datetime().nullable(),
  },
});

/** A passed threshold, with the times when it was passed and when it no longer was. */
export class RiskAlert extends RiskAlertSchema.class {}
RiskAlertSchema.setClass(RiskAlert);
