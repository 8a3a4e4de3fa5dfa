import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { User } from '../../../identity/model/user.js';
import { decimalOf } from '../../../ledger/model/risk-threshold.js';
import type { Transaction } from '../../../ledger/model/transaction.js';
import type { RiskReading } from '../../../reports/risk/risk-reading.js';
import type * as Summary from '../../../reports/shared/summary.js';
import type { Context } from '../../context/context.js';
import { Money } from '../../types/money.types.js';
import { RiskAlertType, RiskThresholdType } from '../../types/risk-threshold.types.js';
import { toAlert, toThreshold } from './risk-threshold.view.js';
import {
  Ageing,
  Concentration,
  Coverage,
  DayFlow,
  Holder,
  RiskSummaryInput,
  RiskSummaryType,
  UnusualMovement,
} from '../../types/risk.types.js';
import { TransactionType } from '../../types/transaction.types.js';
import { UserType } from '../../types/user.types.js';

const SHARE_DIGITS = 4;

@Resolver(() => RiskSummaryType)
export class RiskResolver {
  @Query(() => RiskSummaryType, {
    description:
      'How the money of customers is spread, what moves unusually, whether what waits can be paid, and what is beyond its ' +
      'threshold. For analysts and operators. Errors: BAD_USER_INPUT, also for an unknown time zone.',
  })
  riskSummary(
    @Arg('input', () => RiskSummaryInput, {
      nullable: true,
      description: 'All currencies, and the days of UTC, when left out.',
    })
    input: RiskSummaryInput | null,
    @Ctx() context: Context,
  ): RiskReading {
    return context.services.reports.openRisk(input?.currency ?? null, input?.timeZone);
  }

  @FieldResolver(() => String, { description: 'The time zone that the days of the flows are of.' })
  timeZone(@Root() reading: RiskReading): string {
    return reading.timeZone;
  }

  @FieldResolver(() => [Concentration], { description: 'By person, for each currency that somebody holds.' })
  async concentration(@Root() reading: RiskReading): Promise<Concentration[]> {
    const found = await reading.concentration();
    return found.map(({ currency, total, holders, topShares, top }) => ({
      ...{ currency, holders, total: toMoney(total) },
      top1Share: decimalOf(topShares.top1, SHARE_DIGITS),
      top5Share: decimalOf(topShares.top5, SHARE_DIGITS),
      top10Share: decimalOf(topShares.top10, SHARE_DIGITS),
      top: top.map(({ userId, amount, share }) => ({
        ...{ userId, amount: toMoney(amount), share: decimalOf(share, SHARE_DIGITS) },
      })),
    }));
  }

  @FieldResolver(() => [UnusualMovement], {
    description:
      'Of the last seven days, newest first. The hundred largest movements of each currency are looked at, and as many ' +
      'that wait.',
  })
  async unusualMovements(@Root() reading: RiskReading): Promise<UnusualMovement[]> {
    const found = await reading.movements();
    return found.map((movement) => {
      const { transactionId, userId, direction, currency, at, reason, movements } = movement;
      const usual = new Money(movement.usual, currency);
      const times = decimalOf(movement.times, 1);
      return {
        ...{ id: `${transactionId}-${direction}`, transactionId, userId, direction, at, reason, movements },
        ...{ usual, times, amount: new Money(movement.amount, currency) },
        why:
          reason === 'OWN_HISTORY'
            ? `${times} × their usual ${currency} ${usual.amount}`
            : `above ${currency} ${usual.amount}, and their history is short`,
      };
    });
  }

  @FieldResolver(() => [DayFlow], {
    description:
      'The last 30 days of the time zone, today among them, of each currency that moved: no gaps, newest last.',
  })
  async flows(@Root() reading: RiskReading): Promise<DayFlow[]> {
    const found = await reading.flows();
    return found.map(({ currency, day, moneyIn, moneyOut }) => ({
      ...{ currency, day, moneyIn: new Money(moneyIn, currency), moneyOut: new Money(moneyOut, currency) },
      net: new Money(moneyIn - moneyOut, currency),
    }));
  }

  @FieldResolver(() => [Coverage], { description: 'Of each currency that has been used.' })
  async coverage(@Root() reading: RiskReading): Promise<Coverage[]> {
    const found = await reading.coverage();
    return found.map((each) => ({
      ...{ currency: each.currency, pendingCount: each.pendingCount },
      ...{ cash: toMoney(each.cash), pendingOut: toMoney(each.pendingOut) },
      dailyNetOutflow: toMoney(each.dailyNetOutflow),
      ratio: each.ratio === null ? null : decimalOf(each.ratio, SHARE_DIGITS),
      daysOfCover: each.daysOfCover === null ? null : decimalOf(each.daysOfCover, 1),
    }));
  }

  @FieldResolver(() => [Ageing], {
    description: 'What is PENDING, by how long it has been. Only what there is.',
  })
  async ageing(@Root() reading: RiskReading): Promise<Ageing[]> {
    const found = await reading.ageing();
    return found.map((each) => ({ ...each, amount: toMoney(each.amount) }));
  }

  @FieldResolver(() => [RiskThresholdType], { description: 'All that are set, with where each stands now.' })
  async thresholds(@Root() reading: RiskReading): Promise<RiskThresholdType[]> {
    return (await reading.thresholds()).map(toThreshold);
  }

  @FieldResolver(() => [RiskAlertType], { description: 'What is beyond its threshold now.' })
  async alerts(@Root() reading: RiskReading): Promise<RiskAlertType[]> {
    return (await reading.alerts()).map(toAlert);
  }

  @FieldResolver(() => [RiskAlertType], { description: 'The last 50 that are over, the last one first.' })
  async pastAlerts(@Root() reading: RiskReading): Promise<RiskAlertType[]> {
    return (await reading.pastAlerts()).map(toAlert);
  }
}

@Resolver(() => Holder)
export class HolderResolver {
  @FieldResolver(() => UserType, { description: 'Who.' })
  async user(@Root() { userId }: Holder, @Ctx() { loaders }: Context): Promise<User | null> {
    return loaders.user.load(userId);
  }
}

@Resolver(() => UnusualMovement)
export class UnusualMovementResolver {
  @FieldResolver(() => UserType, { description: 'For whom it is unusual.' })
  async user(@Root() { userId }: UnusualMovement, @Ctx() { loaders }: Context): Promise<User | null> {
    return loaders.user.load(userId);
  }

  @FieldResolver(() => TransactionType, { description: 'All about it.' })
  async transaction(
    @Root() { transactionId }: UnusualMovement,
    @Ctx() { loaders }: Context,
  ): Promise<Transaction | null> {
    return loaders.transaction.load(transactionId);
  }
}

function toMoney({ minorUnits, currency }: Summary.Money): Money {
  return new Money(minorUnits, currency);
}
