import { Arg, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { balanceGrid } from '../../../reports/volumes/balance-series.js';
import { PART_MS, SERIES_BUCKETS_MAX, type Bucket } from '../../../reports/shared/buckets.js';
import { resolveRange } from '../../../reports/shared/range.js';
import { BucketEnum, TIME_ZONE } from '../../types/admin-summary.types.js';
import type { Context } from '../../context/context.js';
import { Money } from '../../types/money.types.js';
import { DateTimeScalar } from '../../types/scalars.js';
import { WalletType } from '../../types/wallet.types.js';

@ObjectType({ simpleResolvers: true, description: 'A wallet’s balance at the end of a bucket of time.' })
class BalancePoint {
  @Field(() => DateTimeScalar, { description: 'When the bucket begins.' })
  bucketStart!: Date;

  @Field(() => Money, { description: 'Posted when the bucket was over.' })
  balance!: Money;
}

@Resolver(() => WalletType)
export class BalanceHistoryResolver {
  @FieldResolver(() => Money, {
    description: 'What was posted at a moment: the balance that the last entry until then left, or zero.',
  })
  async balanceAt(
    @Root() wallet: Wallet,
    @Arg('at', () => DateTimeScalar, { description: 'The moment; it may be in the past.' }) at: Date,
    @Ctx() context: Context,
  ): Promise<Money> {
    // Moments are whole milliseconds.
    const [balance = 0] = await context.loaders.balancesBefore(wallet.id, [new Date(at.getTime() + 1)]);
    return new Money(balance, wallet.currency);
  }

  @FieldResolver(() => [BalancePoint], {
    description:
      'The posted balance at the end of every bucket of a range, oldest first. Errors: BAD_USER_INPUT, also for too ' +
      'many buckets and for an unknown time zone.',
    complexity: ({ args, childComplexity }) => 1 + childComplexity * bucketsAtMost(args as SeriesArgs),
  })
  async balanceSeries(
    @Root() wallet: Wallet,
    @Arg('from', () => DateTimeScalar, { description: 'The first moment of the range.' }) from: Date,
    @Arg('to', () => DateTimeScalar, { description: 'The moment at which the range is over.' }) to: Date,
    @Arg('bucket', () => BucketEnum, { defaultValue: 'DAY', description: 'How finely the range is divided.' })
    bucket: Bucket,
    @Arg('timeZone', () => String, { nullable: true, description: TIME_ZONE }) timeZone: string | null,
    @Ctx() context: Context,
  ): Promise<BalancePoint[]> {
    const { starts, ends } = balanceGrid(resolveRange({ from, to, bucket, timeZone }, to));
    const balances = await context.loaders.balancesBefore(wallet.id, ends);
    return starts.map((bucketStart, index) => ({
      bucketStart,
      balance: new Money(balances[index] ?? 0, wallet.currency),
    }));
  }
}

interface SeriesArgs {
  readonly from: Date;
  readonly to: Date;
  readonly bucket: Bucket;
}

/** Minimum number of days in a month, that of February. */
const DAYS_IN_MONTH_MIN = 28;

function bucketsAtMost({ from, to, bucket }: SeriesArgs): number {
  const width = PART_MS[bucket] * (bucket === 'MONTH' ? DAYS_IN_MONTH_MIN : 1);
  const buckets = Math.ceil((to.getTime() - from.getTime()) / width) + 1;
  return Math.min(Math.max(1, buckets), SERIES_BUCKETS_MAX);
}
