import { Field, Int, ObjectType } from 'type-graphql';
import type { Currency } from '../../ledger/money/currencies.js';
import type { Settlement } from '../../ledger/posting/book/review-terms.js';
import { Money } from './money.types.js';
import { CurrencyEnum, DateTimeScalar, enumOf } from './scalars.js';

const SettlementEnum = enumOf<Settlement>('Settlement', 'When deposits and withdrawals are posted.', {
  instant: 'At once, unless a review rule says otherwise.',
  review: 'When an operator or a payment provider says so; until then they are PENDING.',
});

@ObjectType('ReviewRule', {
  simpleResolvers: true,
  description: 'From which amount on withdrawals in a currency wait for an operator.',
})
export class ReviewRuleType {
  @Field(() => CurrencyEnum, { description: 'Of the withdrawals.' })
  currency!: Currency;

  @Field(() => Money, { description: 'A withdrawal of more than this waits.' })
  withdrawalsAbove!: Money;

  @Field(() => DateTimeScalar, { description: 'When it was set last.' })
  setAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'How deposits and withdrawals are settled.' })
export class SettlementTerms {
  @Field(() => SettlementEnum, { description: 'What becomes of deposits and withdrawals.' })
  settlement!: Settlement;

  @Field(() => Int, { description: 'How many days a transaction may be PENDING.' })
  pendingDays!: number;

  @Field(() => [ReviewRuleType], { description: 'What waits nevertheless where settlement is instant.' })
  reviewRules!: ReviewRuleType[];
}
