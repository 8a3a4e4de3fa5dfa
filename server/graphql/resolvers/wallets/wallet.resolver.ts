import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { User } from '../../../identity/model/user.js';
import { AccessError } from '../../../identity/model/errors.js';
import { mayReachEverybodys } from '../../../identity/access/guard.js';
import type { Entry } from '../../../ledger/model/entry.js';
import { totalsOfWallets } from '../../../ledger/queries/totals.js';
import { listWallets } from '../../../ledger/queries/wallets.js';
import type { Transaction } from '../../../ledger/model/transaction.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { FilterArg, OptionalKeyArg } from '../../types/arguments.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { entryFilter } from '../../input/entry.filter.js';
import { EntryConnectionType, EntryFilterInput, entryList, EntryListArgs } from '../../types/entry.types.js';
import { CurrencyTotal, Money, toCurrencyTotal } from '../../types/money.types.js';
import { pageRequest, type PageArgs } from '../../types/page-args.js';
import { WalletPayload } from '../../types/payload.types.js';
import { parseName } from '../../../identity/access/text.js';
import { transactionFilterFor } from '../../input/transaction.filter.js';
import {
  TransactionConnectionType,
  TransactionFilterInput,
  transactionList,
  TransactionListArgs,
} from '../../types/transaction.types.js';
import { UserType } from '../../types/user.types.js';
import { walletsOf } from './wallet.list.js';
import { visibleWallet } from '../../context/visible-wallet.js';
import { walletFilterFor } from '../../input/wallet.filter.js';
import {
  Balance,
  CreateWalletInput,
  WalletConnectionType,
  WalletFilterInput,
  walletList,
  WalletListArgs,
  WalletType,
} from '../../types/wallet.types.js';

@Resolver(() => WalletType)
export class WalletResolver {
  @Query(() => WalletType, {
    nullable: true,
    description: 'Errors: NOT_FOUND, also for somebody else’s wallet.',
  })
  async wallet(
    @Arg('id', () => ID, { description: 'Of the wallet.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Wallet> {
    return visibleWallet(id, context, 'Query.wallet');
  }

  @Query(() => WalletConnectionType(), {
    description: 'A customer’s own wallets; for analysts and operators those of everybody.',
  })
  async wallets(
    @Args(() => WalletListArgs) args: WalletListArgs,
    @FilterArg(() => WalletFilterInput, 'Which wallets; all that you may see unless given.')
    input: WalletFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<Wallet>> {
    const viewer = context.known;
    if (!mayReachEverybodys('Query.wallets', viewer)) return walletsOf(viewer.userId, args, input, context);
    if (args.sort === 'OWN') {
      throw new AccessError('BAD_USER_INPUT', 'Only one customer’s wallets have an order of their own', {
        field: 'sort',
      });
    }
    const request = pageRequest(args, walletList);
    const page = await listWallets(context.loaders.em, walletFilterFor(viewer, input), request);
    return toConnection(page, walletList);
  }

  @Query(() => [CurrencyTotal], {
    description: 'How many wallets a filter finds, and what is posted in them. For analysts and operators.',
  })
  async walletTotals(
    @FilterArg(() => WalletFilterInput, 'Which wallets; all of them unless given.')
    input: WalletFilterInput | null,
    @Ctx() context: Context,
  ): Promise<CurrencyTotal[]> {
    const filter = walletFilterFor(context.known, input);
    return (await totalsOfWallets(context.loaders.em, filter)).map(toCurrencyTotal);
  }

  @Mutation(() => WalletPayload, {
    description:
      'Opens a wallet at zero. With a key, once for that key. Errors: BAD_USER_INPUT, also for too many.',
  })
  async createWallet(
    @Arg('input', () => CreateWalletInput, { description: 'What the wallet is to be.' })
    input: CreateWalletInput,
    @OptionalKeyArg()
    idempotencyKey: string | null,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    const wanted = { ownerId: context.known.userId, name: parseName(input.name), currency: input.currency };
    const { wallet, replayed } = await context.services.ledger.openWallet(
      wanted,
      idempotencyKey ?? undefined,
    );
    context.forgetReads();
    if (replayed) context.transport.markReplayed();
    return { wallet, replayed };
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: 'None for the treasury and the escrow of a currency.',
  })
  async owner(@Root() wallet: Wallet, @Ctx() context: Context): Promise<User | null> {
    return wallet.ownerId ? context.loaders.user.load(wallet.ownerId) : null;
  }

  @FieldResolver(() => Balance, { description: 'What is in it.' })
  balance(@Root() wallet: Wallet): Balance {
    const { currency } = wallet;
    return {
      posted: new Money(wallet.posted, currency),
      available: new Money(wallet.available, currency),
      held: new Money(wallet.held, currency),
      incoming: new Money(wallet.incoming, currency),
    };
  }

  @FieldResolver(() => TransactionConnectionType(), { description: 'What it is a party to.' })
  async transactions(
    @Root() wallet: Wallet,
    @Args(() => TransactionListArgs) args: PageArgs,
    @FilterArg(() => TransactionFilterInput, 'Which of them; all unless given.')
    input: TransactionFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<Transaction>> {
    const request = pageRequest(args, transactionList);
    const filter = transactionFilterFor(context.known, input, 'LISTED');
    const page = await context.loaders.transactionsOfWallet(wallet.id, filter, request);
    return toConnection(page, transactionList);
  }

  @FieldResolver(() => EntryConnectionType(), {
    description: 'What was booked, with the balance that each entry left.',
  })
  async entries(
    @Root() wallet: Wallet,
    @Args(() => EntryListArgs) args: PageArgs,
    @FilterArg(() => EntryFilterInput, 'Which of them; all unless given.')
    input: EntryFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<Entry>> {
    const request = pageRequest(args, entryList);
    const filter = entryFilter(input);
    const page = await context.loaders.entriesOfWallet(wallet.id, filter, request);
    const filtered = Object.values(filter).some((condition) => condition !== undefined);
    return toConnection(page, entryList, () => (filtered ? null : wallet.sequence));
  }
}
