import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { GoalColour, GoalEmoji } from '../../ledger/model/goal.js';
import { Money } from './money.types.js';
import { DateTimeScalar, DecimalScalar, enumOf } from './scalars.js';

const GoalColourEnum = enumOf<GoalColour>('GoalColour', 'The colour of a goal. Colours may be added.', {
  BLUE: 'Blue.',
  TEAL: 'Teal.',
  GREEN: 'Green.',
  AMBER: 'Amber.',
  ROSE: 'Rose.',
  VIOLET: 'Violet.',
});

const GoalEmojiEnum = enumOf<GoalEmoji>(
  'GoalEmoji',
  'The picture of a goal, by what it is for. Pictures may be added.',
  {
    TARGET: '🎯 Anything.',
    HOUSE: '🏠 A home, or the rent.',
    SCHOOL: '🎓 School fees.',
    HEALTH: '🩺 Health.',
    CHILD: '🍼 A child.',
    CAR: '🛵 A vehicle.',
    PHONE: '📱 A phone, or another device.',
    TRIP: '🧳 A trip.',
    FARM: '🌱 A farm.',
    BUSINESS: '🏪 A business.',
    PARTY: '🎉 A feast.',
    RAINY_DAY: '☔ A rainy day.',
  },
);

@ObjectType({ simpleResolvers: true, description: 'A lock, which keeps money from leaving a wallet.' })
export class WalletLock {
  @Field(() => DateTimeScalar, {
    description: 'When it ends by itself: as the day of the goal begins, in UTC.',
  })
  until!: Date;

  @Field(() => Int, { description: 'How many hours pass between `breakLock` and its end.' })
  waitHours!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it ends because its owner is breaking it; null while they are not.',
  })
  opensAt!: Date | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a wallet is saved in for, and how far that has come.',
})
export class Goal {
  @Field(() => Money, { description: 'What is to be saved.' })
  target!: Money;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day by which it is to be saved.' })
  date!: string | null;

  @Field(() => GoalColourEnum, { description: 'Its colour.' })
  colour!: GoalColour;

  @Field(() => GoalEmojiEnum, { description: 'Its picture.' })
  emoji!: GoalEmoji;

  @Field(() => DecimalScalar, {
    description:
      'What is posted, in percent of the target: with two digits, rounded down, and more than 100.00 where more is saved.',
  })
  progress!: string;

  @Field(() => Money, { description: 'What is missing; zero when it is reached.' })
  remaining!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'What has to be saved a day until the date, rounded up; null without a date to come.',
  })
  neededPerDay!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What has to be saved a week until the date, rounded up; null without a date to come.',
  })
  neededPerWeek!: Money | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description:
      'When it is reached at the pace of the last 90 days’ net savings; null when it is reached already, or never is.',
  })
  reachedOn!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When what is posted first reached the target, since there has been this goal.',
  })
  reachedAt!: Date | null;

  @Field(() => WalletLock, { nullable: true, description: 'Its lock; null when money may leave the wallet.' })
  lock!: WalletLock | null;
}

@InputType({ description: 'What the goal is to be. A lock that there is stays: it can be made longer only.' })
export class SetGoalInput {
  @Field(() => DecimalScalar, { description: 'What is to be saved, in the wallet’s currency.' })
  target!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day by which, after today.' })
  date?: string | null;

  @Field(() => GoalColourEnum, {
    nullable: true,
    description: 'Its colour; the one that it has, or teal, unless given.',
  })
  colour?: GoalColour | null;

  @Field(() => GoalEmojiEnum, {
    nullable: true,
    description: 'Its picture; the one that it has, or a target, unless given.',
  })
  emoji?: GoalEmoji | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Locks the wallet until the date: no money leaves it before, unless you break the lock and wait for so many hours, 24 to 720. Left out, nothing is locked.',
  })
  lockWaitHours?: number | null;
}
