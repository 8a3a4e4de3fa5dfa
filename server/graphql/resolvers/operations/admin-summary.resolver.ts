import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Bucket } from '../../../reports/shared/buckets.js';
import type { SummaryReading } from '../../../reports/summary/summary-reading.js';
import type * as Summary from '../../../reports/shared/summary.js';
import {
  ActivityPoint,
  AdminSummaryInput,
  AdminSummaryType,
  BucketEnum,
  CurrencyPosition,
  CustomerFunds,
  DeclineCount,
  UserCounts,
  Volume,
  VolumePoint,
  WalletCounts,
} from '../../types/admin-summary.types.js';
import { Integrity } from '../../types/integrity.types.js';
import type { Context } from '../../context/context.js';
import { Money } from '../../types/money.types.js';
import { DateTimeScalar } from '../../types/scalars.js';

@Resolver(() => AdminSummaryType)
export class AdminSummaryResolver {
  @Query(() => AdminSummaryType, {
    description: 'For analysts and operators. Errors: BAD_USER_INPUT, FORBIDDEN.',
  })
  adminSummary(
    @Arg('input', () => AdminSummaryInput, {
      nullable: true,
      description: 'Of which time, and in which currency; the last 30 days of everything unless given.',
    })
    input: AdminSummaryInput | null,
    @Ctx() context: Context,
  ): SummaryReading {
    return context.services.reports.open(input ?? {});
  }

  @FieldResolver(() => DateTimeScalar, { description: 'The first moment of the range.' })
  from(@Root() reading: SummaryReading): Date {
    return reading.range.from;
  }

  @FieldResolver(() => DateTimeScalar, { description: 'The moment at which the range is over.' })
  to(@Root() reading: SummaryReading): Date {
    return reading.range.to;
  }

  @FieldResolver(() => BucketEnum, { description: 'How finely the range is divided.' })
  bucket(@Root() reading: SummaryReading): Bucket {
    return reading.range.bucket;
  }

  @FieldResolver(() => String, { description: 'The time zone that the buckets are of.' })
  timeZone(@Root() reading: SummaryReading): string {
    return reading.range.timeZone;
  }

  @FieldResolver(() => UserCounts, { description: 'How many users there are.' })
  async users(@Root() reading: SummaryReading): Promise<UserCounts> {
    return reading.users();
  }

  @FieldResolver(() => WalletCounts, { description: 'How many wallets of customers there are.' })
  async wallets(@Root() reading: SummaryReading): Promise<WalletCounts> {
    return reading.wallets();
  }

  @FieldResolver(() => [CurrencyPosition], { description: 'Where the money is now, a position a currency.' })
  async positions(@Root() reading: SummaryReading): Promise<CurrencyPosition[]> {
    const positions = await reading.positions();
    return positions.map((position) => ({
      currency: position.currency,
      customerPosted: toMoney(position.customerPosted),
      customerAvailable: toMoney(position.customerAvailable),
      held: toMoney(position.held),
      treasury: toMoney(position.treasury),
      escrow: toMoney(position.escrow),
      trialBalance: toMoney(position.trialBalance),
    }));
  }

  @FieldResolver(() => [Volume], {
    description: 'What was posted in the range, and in the one right before it.',
  })
  async volumes(@Root() reading: SummaryReading): Promise<Volume[]> {
    const volumes = await reading.volumes();
    return volumes.map((volume) => ({
      ...volume,
      amount: toMoney(volume.amount),
      previousAmount: toMoney(volume.previousAmount),
    }));
  }

  @FieldResolver(() => [VolumePoint], {
    description:
      'A point for every bucket of the range and every currency and type that occurs in it: no gaps.',
  })
  async series(@Root() reading: SummaryReading): Promise<VolumePoint[]> {
    const points = await reading.series();
    return points.map((point) => ({ ...point, amount: toMoney(point.amount) }));
  }

  @FieldResolver(() => [ActivityPoint], { description: 'A point for every bucket of the range: no gaps.' })
  async activity(@Root() reading: SummaryReading): Promise<readonly ActivityPoint[]> {
    return reading.activity();
  }

  @FieldResolver(() => [CustomerFunds], {
    description:
      'How the money that customers hold changed in the range, for every currency that has a wallet.',
  })
  async customerFunds(@Root() reading: SummaryReading): Promise<CustomerFunds[]> {
    const funds = await reading.customerFunds();
    return funds.map(({ currency, opening, closing, points }) => ({
      currency,
      opening: toMoney(opening),
      closing: toMoney(closing),
      points: points.map(({ bucketStart, amount }) => ({ bucketStart, amount: toMoney(amount) })),
    }));
  }

  @FieldResolver(() => [Volume], {
    description: 'What waits to be posted or voided, whenever it was asked for.',
  })
  async pending(@Root() reading: SummaryReading): Promise<Volume[]> {
    const totals = await reading.pending();
    return totals.map((total) => ({
      ...total,
      amount: toMoney(total.amount),
      previousCount: null,
      previousAmount: null,
    }));
  }

  @FieldResolver(() => [DeclineCount], { description: 'What the ledger refused in the range, by reason.' })
  async declines(@Root() reading: SummaryReading): Promise<readonly DeclineCount[]> {
    return reading.declines();
  }

  @FieldResolver(() => Integrity, {
    description: 'Whether the books are right, as far as anybody has looked.',
  })
  async integrity(@Root() reading: SummaryReading): Promise<Integrity> {
    const integrity = await reading.integrity();
    const problemList = integrity.problemList.map(({ subject, ...problem }) => ({ ...problem, ...subject }));
    return { ...integrity, problemList };
  }
}

function toMoney({ minorUnits, currency }: Summary.Money): Money {
  return new Money(minorUnits, currency);
}
