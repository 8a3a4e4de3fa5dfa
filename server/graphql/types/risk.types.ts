import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Currency } from '../../ledger/money/currencies.js';
import type { TransactionType } from '../../ledger/model/transaction-types.js';
import type { Age } from '../../reports/risk/ageing.js';
import type { Direction } from '../../reports/risk/histories.js';
import type { Verdict } from '../../reports/risk/unusual.js';
import { Money } from './money.types.js';
import { CurrencyEnum, DateTimeScalar, DecimalScalar, enumOf, TransactionTypeEnum } from './scalars.js';

const AgeEnum = enumOf<Age>('PendingAge', 'How long something waits.', {
  UNDER_1_HOUR: 'Less than an hour.',
  UNDER_1_DAY: 'From an hour to less than a day.',
  UNDER_3_DAYS: 'From a day to less than three.',
  OVER_3_DAYS: 'Three days or more.',
});
const DirectionEnum = enumOf<Direction>('MovementDirection', 'Seen from the customer.', {
  IN: 'They were paid.',
  OUT: 'They paid.',
});
const ReasonEnum = enumOf<Verdict['reason']>('UnusualReason', 'Why a movement is out of the ordinary.', {
  OWN_HISTORY: 'Five times the customer’s own median or more, and above nine in ten of their movements.',
  NEWCOMER: 'Above the threshold for customers with fewer than five movements.',
});

@InputType({ description: 'What the summary of risk is about.' })
export class RiskSummaryInput {
  @Field(() => CurrencyEnum, { nullable: true, description: 'One currency; all of them by default.' })
  currency?: Currency | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A time zone of IANA’s, such as Africa/Nairobi: whose days the flows are of. UTC by default.',
  })
  timeZone?: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody and what they hold in all their wallets of a currency.',
})
export class Holder {
  userId!: string;

  @Field(() => Money, { description: 'Posted, in all of their wallets.' })
  amount!: Money;

  @Field(() => DecimalScalar, { description: 'Of what all customers hold, rounded down: "0.2512".' })
  share!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How much of what customers hold in a currency belongs to how few people.',
})
export class Concentration {
  @Field(() => CurrencyEnum, { description: 'Of the amounts.' })
  currency!: Currency;

  @Field(() => Money, { description: 'What all customers hold.' })
  total!: Money;

  @Field(() => Int, { description: 'People who hold something.' })
  holders!: number;

  @Field(() => DecimalScalar, { description: 'The share of the largest holder.' })
  top1Share!: string;

  @Field(() => DecimalScalar, { description: 'The share of the five largest holders.' })
  top5Share!: string;

  @Field(() => DecimalScalar, { description: 'The share of the ten largest holders.' })
  top10Share!: string;

  @Field(() => [Holder], { description: 'The ten largest, the largest first.' })
  top!: Holder[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A movement that is out of the ordinary for the customer on one of its sides.',
})
export class UnusualMovement {
  transactionId!: string;
  userId!: string;

  @Field(() => ID, { description: 'Of the transaction and the side together.' })
  id!: string;

  @Field(() => Money, { description: 'How much moved, or waits to.' })
  amount!: Money;

  @Field(() => DirectionEnum, { description: 'Whether the customer was paid or paid.' })
  direction!: Direction;

  @Field(() => DateTimeScalar, { description: 'When it was posted; while it waits, when it was asked for.' })
  at!: Date;

  @Field(() => ReasonEnum, { description: 'Which part of the rule it meets.' })
  reason!: Verdict['reason'];

  @Field(() => Money, { description: 'The customer’s median; of a newcomer, the threshold.' })
  usual!: Money;

  @Field(() => DecimalScalar, { description: 'The amount for each unit of what is usual: "5.2".' })
  times!: string;

  @Field(() => Int, { description: 'How many movements of the 90 days before it was compared with.' })
  movements!: number;

  @Field(() => String, { description: 'The same in words: "5.2 × their usual KES 1200.00".' })
  why!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What was paid in and out on a day, by deposits and withdrawals.',
})
export class DayFlow {
  @Field(() => CurrencyEnum, { description: 'Of the amounts.' })
  currency!: Currency;

  @Field(() => DateTimeScalar, { description: 'When it began in the time zone.' })
  day!: Date;

  @Field(() => Money, { description: 'Deposits that were posted.' })
  moneyIn!: Money;

  @Field(() => Money, { description: 'Withdrawals that were posted.' })
  moneyOut!: Money;

  @Field(() => Money, { description: 'In less out.' })
  net!: Money;
}

@ObjectType({ simpleResolvers: true, description: 'Whether the house can pay what waits to be paid out.' })
export class Coverage {
  @Field(() => CurrencyEnum, { description: 'Of the amounts.' })
  currency!: Currency;

  @Field(() => Money, { description: 'What the house holds: the treasury with the other sign.' })
  cash!: Money;

  @Field(() => Money, { description: 'Withdrawals that wait.' })
  pendingOut!: Money;

  @Field(() => Int, { description: 'How many withdrawals wait.' })
  pendingCount!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Cash for each unit that waits: "12.5000"; null while nothing waits.',
  })
  ratio!: string | null;

  @Field(() => Money, {
    description: 'Withdrawals less deposits of the last seven days, a day; negative when more came in.',
  })
  dailyNetOutflow!: Money;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How many days the cash lasts at that rate: "41.3"; null while it does not shrink.',
  })
  daysOfCover!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What waits of one currency and type for about as long.' })
export class Ageing {
  @Field(() => CurrencyEnum, { description: 'Of the amount.' })
  currency!: Currency;

  @Field(() => TransactionTypeEnum, { description: 'What waits: deposits or withdrawals.' })
  type!: TransactionType;

  @Field(() => AgeEnum, { description: 'For how long.' })
  age!: Age;

  @Field(() => Int, { description: 'How many.' })
  count!: number;

  @Field(() => Money, { description: 'What they come to.' })
  amount!: Money;

  @Field(() => DateTimeScalar, { description: 'When the oldest of them was asked for.' })
  oldestAt!: Date;
}

@ObjectType('RiskSummary', {
  simpleResolvers: true,
  description: 'Risk and liquidity now. Only what is asked for is read.',
})
export class RiskSummaryType {
  @Field(() => DateTimeScalar, { description: 'The moment that all of it is of.' })
  asOf!: Date;
}
