import { Field, ObjectType } from 'type-graphql';
import type { Currency } from '../../ledger/money/currencies.js';
import type { RiskKind, RiskUnit } from '../../ledger/model/risk-threshold.js';
import { REPLAYED } from './idempotency-key.js';
import { CurrencyEnum, DateTimeScalar, DecimalScalar, enumOf } from './scalars.js';

export const RiskKindEnum = enumOf<RiskKind>('RiskKind', 'What can pass a threshold. Kinds may be added.', {
  TOP_HOLDER_SHARE: 'The share of the largest customer; above is too much.',
  PENDING_COVERAGE: 'Cash for each unit of pending withdrawals; below is too little.',
  PENDING_AGE: 'Hours that the oldest pending transaction waits; above is too much.',
  LARGE_MOVEMENT: 'The largest movement posted within a day; above is too much.',
  NEWCOMER_MOVEMENT: 'The largest within a day by a customer without a history; above is too much.',
  NET_OUTFLOW: 'Withdrawals less deposits within a day; above is too much.',
});
const RiskUnitEnum = enumOf<RiskUnit>('RiskUnit', 'What a figure of risk counts.', {
  SHARE: 'A part of one: "0.2500" is a quarter.',
  RATIO: 'So many times.',
  HOURS: 'Hours.',
  MONEY: 'An amount of the currency.',
});

@ObjectType('RiskThreshold', {
  simpleResolvers: true,
  description: 'From where on operations want to be told, and where that stands now.',
})
export class RiskThresholdType {
  @Field(() => RiskKindEnum, { description: 'What is watched.' })
  kind!: RiskKind;

  @Field(() => CurrencyEnum, { description: 'Of what is watched.' })
  currency!: Currency;

  @Field(() => RiskUnitEnum, { description: 'Of both figures.' })
  unit!: RiskUnit;

  @Field(() => DecimalScalar, { description: 'Beyond it there is an alert.' })
  threshold!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Now; null while there is nothing to measure.' })
  value!: string | null;

  @Field(() => Boolean, { description: 'Whether the value is beyond the threshold now.' })
  beyond!: boolean;

  @Field(() => DateTimeScalar, { description: 'When an operator set it.' })
  setAt!: Date;
}

@ObjectType('RiskAlert', { simpleResolvers: true, description: 'A threshold that is passed, or was.' })
export class RiskAlertType {
  @Field(() => RiskKindEnum, { description: 'What is beyond its threshold.' })
  kind!: RiskKind;

  @Field(() => CurrencyEnum, { description: 'Of what is watched.' })
  currency!: Currency;

  @Field(() => RiskUnitEnum, { description: 'Of both figures.' })
  unit!: RiskUnit;

  @Field(() => DecimalScalar, { description: 'As it is now; of one that is over, as it was.' })
  threshold!: string;

  @Field(() => DecimalScalar, { description: 'Now; of one that is over, what raised it.' })
  value!: string;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  raisedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when; null while it is passed.' })
  clearedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'The outcome of setting a risk threshold.' })
export class RiskThresholdPayload {
  @Field(() => RiskThresholdType, {
    nullable: true,
    description: 'As it is now; null when there is none.',
  })
  threshold!: RiskThresholdType | null;

  @Field(() => Boolean, {
    description: REPLAYED,
  })
  replayed!: boolean;
}
