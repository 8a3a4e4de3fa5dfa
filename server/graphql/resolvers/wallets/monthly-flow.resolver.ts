import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { AccessError } from '../../../identity/model/errors.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { parseTimeZone } from '../../../reports/shared/time-zone.js';
import type { Context } from '../../context/context.js';
import { Money } from '../../types/money.types.js';
import { DateTimeScalar } from '../../types/scalars.js';
import { WalletType } from '../../types/wallet.types.js';

const MONTHS_MAX = 24;

@ObjectType({
  simpleResolvers: true,
  description: 'What came into a wallet and what went out of it in a month.',
})
class MonthlyFlow {
  @Field(() => DateTimeScalar, { description: 'When the month begins.' })
  monthStart!: Date;

  @Field(() => Money, { description: 'What came in; never negative.' })
  moneyIn!: Money;

  @Field(() => Money, { description: 'Never negative.' })
  moneyOut!: Money;
}

@Resolver(() => WalletType)
export class MonthlyFlowResolver {
  @FieldResolver(() => [MonthlyFlow], {
    description: 'This month and those before it, oldest first and without gaps. Errors: BAD_USER_INPUT.',
  })
  async monthlyFlows(
    @Root() wallet: Wallet,
    @Arg('months', () => Int, { defaultValue: 6, description: `At most ${String(MONTHS_MAX)}.` })
    months: number,
    @Arg('timeZone', () => String, {
      nullable: true,
      description:
        'A time zone of IANA’s, such as Africa/Nairobi: where the months are months. UTC by default.',
    })
    timeZone: string | null,
    @Ctx() context: Context,
  ): Promise<MonthlyFlow[]> {
    if (months < 1 || months > MONTHS_MAX) {
      const message = `months must be between 1 and ${String(MONTHS_MAX)}`;
      throw new AccessError('BAD_USER_INPUT', message, { field: 'months' });
    }
    const now = context.services.clock.now();
    const flows = await context.loaders.monthlyFlowsOfWallet(wallet.id, months, now, parseTimeZone(timeZone));
    return flows.map(({ monthStart, moneyIn, moneyOut }) => ({
      monthStart,
      moneyIn: new Money(moneyIn, wallet.currency),
      moneyOut: new Money(moneyOut, wallet.currency),
    }));
  }
}
