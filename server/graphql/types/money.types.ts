import { Field, Int, ObjectType } from 'type-graphql';
import type { Currency } from '../../ledger/money/currencies.js';
import { formatAmount } from '../../ledger/money/money.js';
import type * as Totals from '../../ledger/queries/totals.js';
import { CurrencyEnum, DecimalScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'An exact amount of money. Entry amounts are signed: a debit is negative, a credit positive.',
})
export class Money {
  @Field(() => DecimalScalar, {
    description: 'With exactly the digits of the currency, such as "12.50" KES or "5" JPY.',
  })
  readonly amount: string;

  @Field(() => CurrencyEnum, { description: 'Which currency it is.' })
  readonly currency: Currency;

  @Field(() => String, { description: 'The same amount as a whole number of the currency’s smallest unit.' })
  readonly minorUnits: string;

  constructor(minorUnits: number | bigint, currency: Currency) {
    this.amount = formatAmount(minorUnits, currency);
    this.currency = currency;
    this.minorUnits = String(minorUnits);
  }
}

@ObjectType({
  simpleResolvers: true,
  description: 'The rows of one currency in a list, and what they come to.',
})
export class CurrencyTotal {
  @Field(() => CurrencyEnum, { description: 'Their currency.' })
  currency!: Currency;

  @Field(() => Int, { description: 'How many there are.' })
  count!: number;

  @Field(() => Money, { description: 'What they come to.' })
  amount!: Money;
}

export function toCurrencyTotal({ currency, count, amount }: Totals.CurrencyTotal): CurrencyTotal {
  return { currency, count, amount: new Money(amount, currency) };
}
