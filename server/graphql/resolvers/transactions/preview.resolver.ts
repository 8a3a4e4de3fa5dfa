import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { mayReach } from '../../../identity/access/guard.js';
import type { Currency } from '../../../ledger/money/currencies.js';
import type { MoneyCommand } from '../../../ledger/model/command.js';
import type { Balances } from '../../../ledger/posting/preview.js';
import { parseDeposit, parseTransfer, parseWithdrawal } from '../../input/command.parse.js';
import { DepositInput, TransferInput, WithdrawInput } from '../../types/command.types.js';
import type { Context } from '../../context/context.js';
import { Money } from '../../types/money.types.js';
import { Preview } from '../../types/preview.types.js';
import type { Balance } from '../../types/wallet.types.js';

/** Placeholder key: a preview uses none up. */
const NO_KEY = 'preview';

/** Runs the rules of the movements on the real book and throws the result away. */
@Resolver()
export class PreviewResolver {
  @Query(() => Preview, { description: 'Errors: NOT_FOUND, INVALID_AMOUNT.' })
  async previewDeposit(
    @Arg('input', () => DepositInput, { description: 'What would be paid in.' }) input: DepositInput,
    @Ctx() context: Context,
  ): Promise<Preview> {
    return preview(context, parseDeposit(context.known.userId, NO_KEY, input));
  }

  @Query(() => Preview, { description: 'Errors: NOT_FOUND, INVALID_AMOUNT.' })
  async previewTransfer(
    @Arg('input', () => TransferInput, { description: 'What would be sent.' }) input: TransferInput,
    @Ctx() context: Context,
  ): Promise<Preview> {
    const viewer = context.known;
    const command = await parseTransfer(viewer.userId, NO_KEY, input, context.ownersFor(viewer));
    return preview(context, command);
  }

  @Query(() => Preview, { description: 'Errors: NOT_FOUND, INVALID_AMOUNT.' })
  async previewWithdraw(
    @Arg('input', () => WithdrawInput, { description: 'What would be paid out.' }) input: WithdrawInput,
    @Ctx() context: Context,
  ): Promise<Preview> {
    return preview(context, parseWithdrawal(context.known.userId, NO_KEY, input));
  }
}

async function preview({ services, loaders, known }: Context, command: MoneyCommand): Promise<Preview> {
  // An EntityManager of its own, because the rule changes the entities it reads.
  const previewed = await services.ledger.preview(services.reader.fork(), command);
  const { rejection, transaction } = previewed;
  const seen = previewed.wallets.filter(
    ({ wallet }) => wallet.kind === 'CUSTOMER' && mayReach('Preview.balances', known, wallet.ownerId),
  );
  return {
    status: transaction?.status ?? null,
    expiresAt: transaction?.expiresAt ?? null,
    decline: rejection
      ? { code: rejection.code, message: rejection.message, details: rejection.details }
      : null,
    balances: await Promise.all(
      seen.map(async ({ wallet: { id, currency }, before, after }) => {
        const wallet = await loaders.wallet.load(id);
        if (!wallet) throw new Error(`Wallet ${id} of a preview is missing`);
        return { wallet, before: toBalance(currency, before), after: toBalance(currency, after) };
      }),
    ),
  };
}

function toBalance(currency: Currency, { posted, held, incoming }: Balances): Balance {
  return {
    posted: new Money(posted, currency),
    available: new Money(posted - held, currency),
    held: new Money(held, currency),
    incoming: new Money(incoming, currency),
  };
}
