import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { Currency } from '../../../ledger/money/currencies.js';
import { recentRecipientsOf } from '../../../ledger/queries/recipients.js';
import type { Context } from '../../context/context.js';
import { CurrencyEnum } from '../../types/scalars.js';

const RECIPIENTS_MAX = 6;

@ObjectType({ simpleResolvers: true, description: 'Somebody to whom the viewer has sent money.' })
class Recipient {
  @Field(() => String, { description: 'Their own name, as transfers to them show it.' })
  name!: string;

  @Field(() => ID, { description: 'The wallet of theirs that a transfer can go to.' })
  walletId!: string;
}

@Resolver()
export class RecipientResolver {
  @Query(() => [Recipient], {
    description: `The people to whom the viewer has sent money of a currency lately, each once and the last one first; at most ${String(RECIPIENTS_MAX)}. Whom no money can reach any more is left out.`,
  })
  async recentRecipients(
    @Arg('currency', () => CurrencyEnum, { description: 'What is going to be sent.' }) currency: Currency,
    @Ctx() context: Context,
  ): Promise<Recipient[]> {
    const { userId } = context.known;
    const { em, user } = context.loaders;
    const recipients = await recentRecipientsOf(em, userId, currency, RECIPIENTS_MAX);
    return Promise.all(
      recipients.map(async ({ ownerId, walletId }) => ({
        walletId,
        name: (await user.load(ownerId))?.displayName ?? '',
      })),
    );
  }
}
