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
    /** As it was when it was passed, like the value. Both in the last decimal of the kind's unit. */
    threshold: p.integer(),
    value: p.string(),
    raisedAt: p.datetime(),
    clearedAt: p.datetime().nullable(),
  },
});

/** A threshold was passed: since when, and until when. */
export class RiskAlert extends RiskAlertSchema.class {}
RiskAlertSchema.setClass(RiskAlert);
