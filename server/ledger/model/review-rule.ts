import { defineEntity, p } from '@mikro-orm/core';
import type { Currency } from '../money/currencies.js';

export const ReviewRuleSchema = defineEntity({
  name: 'ReviewRule',
  tableName: 'review_rules',
  properties: {
    currency: p.string().$type<Currency>().primary(),
    /** In minor units: a withdrawal of more than this waits for an operator, also where others post at once. */
    withdrawalsAbove: p.integer(),
    setAt: p.datetime(),
    setById: p.uuid(),
  },
});

/** The amount in a currency above which a withdrawal waits for an operator. */
export class ReviewRule extends ReviewRuleSchema.class {}
ReviewRuleSchema.setClass(ReviewRule);
