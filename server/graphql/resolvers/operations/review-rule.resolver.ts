import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Currency } from '../../../ledger/money/currencies.js';
import { parseAmountOrZero } from '../../../ledger/money/money.js';
import { ReviewRule } from '../../../ledger/model/review-rule.js';
import type { Context } from '../../context/context.js';
import { OptionalKeyArg, ReasonArg } from '../../types/arguments.js';
import { Money } from '../../types/money.types.js';
import { ReviewRulePayload } from '../../types/payload.types.js';
import { requireReason } from '../../../identity/access/reason.js';
import { type ReviewRuleType, SettlementTerms } from '../../types/review-rule.types.js';
import { CurrencyEnum, DecimalScalar } from '../../types/scalars.js';

const DAY_MS = 24 * 60 * 60 * 1000;

@Resolver()
export class ReviewRuleResolver {
  @Query(() => SettlementTerms, { description: 'For analysts and operators.' })
  async settlementTerms(@Ctx() context: Context): Promise<SettlementTerms> {
    const { settlement, pendingMs } = context.services.ledger.policy;
    const rules = await context.loaders.em.find(ReviewRule, {}, { orderBy: { currency: 'asc' } });
    return { settlement, pendingDays: pendingMs / DAY_MS, reviewRules: rules.map(toRule) };
  }

  @Mutation(() => ReviewRulePayload, {
    description:
      'Sets from which amount on withdrawals in a currency wait; without an amount, takes the rule away. What waits ' +
      'already goes on waiting. For operators. Errors: INVALID_AMOUNT, CONFIRMATION_REQUIRED.',
  })
  async setReviewRule(
    @Arg('currency', () => CurrencyEnum, { description: 'Which currency’s rule.' }) currency: Currency,
    @Arg('withdrawalsAbove', () => DecimalScalar, {
      nullable: true,
      description:
        'A withdrawal of more than this waits; zero makes all of them wait. Left out, the rule is taken away.',
    })
    withdrawalsAbove: string | null | undefined,
    @ReasonArg()
    reason: string,
    @OptionalKeyArg()
    idempotencyKey: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<ReviewRulePayload> {
    const limit = withdrawalsAbove ?? null;
    const change = {
      currency,
      withdrawalsAbove: limit === null ? null : parseAmountOrZero(limit, currency),
      operatorId: context.known.userId,
      reason: requireReason(reason),
    };
    const { rule, replayed } = await context.services.ledger.setReviewRule(
      change,
      idempotencyKey ?? undefined,
    );
    context.forgetReads();
    if (replayed) context.transport.markReplayed();
    return { rule: rule && toRule(rule), replayed };
  }
}

function toRule({ currency, withdrawalsAbove, setAt }: ReviewRule): ReviewRuleType {
  return { currency, withdrawalsAbove: new Money(withdrawalsAbove, currency), setAt };
}
