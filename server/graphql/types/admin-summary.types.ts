import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Currency } from '../../ledger/money/currencies.js';
import type { TransactionType } from '../../ledger/model/transaction-types.js';
import type { Bucket } from '../../reports/shared/buckets.js';
import type { ErrorCode } from '../../errors/error-codes.js';
import { Money } from './money.types.js';
import { CurrencyEnum, DateTimeScalar, enumOf, ErrorCodeEnum, TransactionTypeEnum } from './scalars.js';

export const BucketEnum = enumOf<Bucket>(
  'Bucket',
  'A stretch of time, in the time zone that was asked for, else in UTC.',
  {
    HOUR: 'From a full hour to the next.',
    DAY: 'From midnight to midnight; 23 or 25 hours where clocks change.',
    WEEK: 'From Monday to Monday.',
    MONTH: 'From the first of a month to the first of the next.',
  },
);

export const TIME_ZONE =
  'A time zone of IANA’s, such as Africa/Nairobi: where the buckets are hours, days, weeks and months. UTC by default.';

@InputType({ description: 'Of which time, and in which currency. Everything may be left out.' })
export class AdminSummaryInput {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first moment; 30 days before `to` by default.',
  })
  from?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The moment at which the range is over; now by default.',
  })
  to?: Date | null;

  @Field(() => CurrencyEnum, { nullable: true, description: 'Narrows everything that has a currency.' })
  currency?: Currency | null;

  @Field(() => BucketEnum, {
    nullable: true,
    description: 'How finely the series divides the range; DAY by default.',
  })
  bucket?: Bucket | null;

  @Field(() => String, { nullable: true, description: TIME_ZONE })
  timeZone?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many users there are, whatever their role.' })
export class UserCounts {
  @Field(() => Int, { description: 'All of them.' })
  total!: number;

  @Field(() => Int, { description: 'Those who may sign in.' })
  active!: number;

  @Field(() => Int, { description: 'Those who are suspended.' })
  suspended!: number;

  @Field(() => Int, {
    description: 'Those who have closed their accounts. With the others they make up the total.',
  })
  closed!: number;

  @Field(() => Int, { description: 'Those who registered in the range.' })
  registered!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Wallets of customers.' })
export class WalletCounts {
  @Field(() => Int, { description: 'All of them.' })
  total!: number;

  @Field(() => Int, { description: 'Those that money moves in and out of.' })
  active!: number;

  @Field(() => Int, { description: 'Those that an operator has frozen.' })
  frozen!: number;

  @Field(() => Int, { description: 'Those that were ended.' })
  closed!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Where the money of one currency is now.' })
export class CurrencyPosition {
  @Field(() => CurrencyEnum, { description: 'Which currency the figures are in.' })
  currency!: Currency;

  @Field(() => Money, { description: 'What is posted in the wallets of customers.' })
  customerPosted!: Money;

  @Field(() => Money, { description: 'What customers may spend now: posted without what is held.' })
  customerAvailable!: Money;

  @Field(() => Money, { description: 'What is set aside for pending withdrawals.' })
  held!: Money;

  @Field(() => Money, { description: 'The mirror of the cash outside: what came in is negative.' })
  treasury!: Money;

  @Field(() => Money, { description: 'What is posted in the escrow.' })
  escrow!: Money;

  @Field(() => Money, {
    description: 'What all wallets add up to, computed now: zero while the books are right.',
  })
  trialBalance!: Money;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Transactions of one currency and type, and what they come to.',
})
export class Volume {
  @Field(() => CurrencyEnum, { description: 'Their currency.' })
  currency!: Currency;

  @Field(() => TransactionTypeEnum, { description: 'Their type.' })
  type!: TransactionType;

  @Field(() => Int, { description: 'How many there are.' })
  count!: number;

  @Field(() => Money, { description: 'What they come to.' })
  amount!: Money;

  @Field(() => Int, {
    nullable: true,
    description: 'In the range of equal length right before; null for what is pending.',
  })
  previousCount!: number | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What those of the range before come to; null for what is pending.',
  })
  previousAmount!: Money | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Transactions of one currency and type that were posted in a bucket of time.',
})
export class VolumePoint {
  @Field(() => DateTimeScalar, { description: 'When the bucket begins.' })
  bucketStart!: Date;

  @Field(() => CurrencyEnum, { description: 'Their currency.' })
  currency!: Currency;

  @Field(() => TransactionTypeEnum, { description: 'Their type.' })
  type!: TransactionType;

  @Field(() => Int, { description: 'How many there are.' })
  count!: number;

  @Field(() => Money, { description: 'What they come to.' })
  amount!: Money;
}

@ObjectType({ simpleResolvers: true, description: 'What happened in a bucket of the range.' })
export class ActivityPoint {
  @Field(() => DateTimeScalar, { description: 'When the bucket begins.' })
  bucketStart!: Date;

  @Field(() => Int, { description: 'Posted, of every type.' })
  transactions!: number;

  @Field(() => Int, { description: 'Users who registered, whatever their role.' })
  usersRegistered!: number;

  @Field(() => Int, { description: 'By customers.' })
  walletsOpened!: number;

  @Field(() => Int, {
    description: 'Attempts that the ledger refused; retries with the same key are not counted again.',
  })
  declines!: number;

  @Field(() => Int, {
    description:
      'Idempotency keys that came again with the same request. Counted by the hours of UTC, each in the bucket it begins in.',
  })
  replays!: number;

  @Field(() => Int, {
    description:
      'Idempotency keys that came again with another request. Counted by the hours of UTC, each in the bucket it begins in.',
  })
  keyConflicts!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What customers held at the end of a bucket of time.' })
export class FundsPoint {
  @Field(() => DateTimeScalar, { description: 'When the bucket begins.' })
  bucketStart!: Date;

  @Field(() => Money, { description: 'At the end of the bucket.' })
  amount!: Money;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What customers held in one currency, by when it was posted.',
})
export class CustomerFunds {
  @Field(() => CurrencyEnum, { description: 'Which currency the figures are in.' })
  currency!: Currency;

  @Field(() => Money, { description: 'Right before the range.' })
  opening!: Money;

  @Field(() => Money, { description: 'When the range was over, or now if it is not.' })
  closing!: Money;

  @Field(() => [FundsPoint], { description: 'One for every bucket of the range.' })
  points!: FundsPoint[];
}

@ObjectType({ simpleResolvers: true, description: 'How many attempts were refused for one reason.' })
export class DeclineCount {
  @Field(() => ErrorCodeEnum, { description: 'The error code that the ledger pinned.' })
  code!: ErrorCode;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType('AdminSummary', {
  simpleResolvers: true,
  description: 'The state of the ledger as operations see it. Only what is asked for is read.',
})
export class AdminSummaryType {
  @Field(() => DateTimeScalar, { description: 'The moment at which it was read.' })
  asOf!: Date;
}
