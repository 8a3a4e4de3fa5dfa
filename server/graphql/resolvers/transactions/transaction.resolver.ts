import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { mayReach, mayReachEverybodys } from '../../../identity/access/guard.js';
import { notFound } from '../../../identity/model/viewer.js';
import type { Entry } from '../../../ledger/model/entry.js';
import { totalsOfTransactions } from '../../../ledger/queries/totals.js';
import { listTransactions, listTransactionsOfWallets } from '../../../ledger/queries/transactions.js';
import type { Transaction } from '../../../ledger/model/transaction.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { FilterArg } from '../../types/arguments.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { EntryType } from '../../types/entry.types.js';
import { Money, toCurrencyTotal } from '../../types/money.types.js';
import { pageRequest, type PageArgs } from '../../types/page-args.js';
import { staffTransactionFilter, transactionFilterFor } from '../../input/transaction.filter.js';
import { narrowed } from '../../context/transaction.parties.js';
import {
  TransactionConnectionType,
  TransactionFilterInput,
  transactionList,
  TransactionListArgs,
  TransactionParty,
  TransactionTotals,
  TransactionType,
} from '../../types/transaction.types.js';
import { findVisibleTransaction } from '../../context/visible-transaction.js';
import { WalletType } from '../../types/wallet.types.js';

@Resolver(() => TransactionType)
export class TransactionResolver {
  @Query(() => TransactionType, {
    nullable: true,
    description: 'Errors: NOT_FOUND, also for other people’s.',
  })
  async transaction(
    @Arg('id', () => ID, { description: 'Of the transaction.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Transaction> {
    const transaction = await findVisibleTransaction(id.toLowerCase(), context, 'Query.transaction');
    if (!transaction) throw notFound('transaction', 'id');
    return transaction;
  }

  @Query(() => TransactionConnectionType(), {
    description: 'A customer’s own transactions; for analysts and operators those of everybody.',
  })
  async transactions(
    @Args(() => TransactionListArgs) args: PageArgs,
    @FilterArg(() => TransactionFilterInput, 'Which transactions; all that you may see unless given.')
    input: TransactionFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<Transaction>> {
    const viewer = context.known;
    const request = pageRequest(args, transactionList);
    const asked = transactionFilterFor(viewer, input);
    const own = mayReachEverybodys('Query.transactions', viewer) ? {} : { ownerId: viewer.userId };
    const { walletIds, filter } = await narrowed({ ...asked, ...own }, context);
    const { budget } = context.loaders;
    const em = context.loaders.emFor(asked);
    const page = walletIds
      ? await listTransactionsOfWallets(em, walletIds, filter, request, budget)
      : await listTransactions(em, filter, request, budget);
    return toConnection(page, transactionList);
  }

  @Query(() => TransactionTotals, {
    description: 'What the transactions that a filter finds come to. For analysts and operators.',
  })
  async transactionTotals(
    @FilterArg(() => TransactionFilterInput, 'Which transactions; all of them unless given.')
    input: TransactionFilterInput | null,
    @Ctx() context: Context,
  ): Promise<TransactionTotals> {
    const { walletIds, filter } = await narrowed(staffTransactionFilter(input), context);
    const { totals, complete } = await totalsOfTransactions(context.loaders.em, filter, walletIds);
    return { complete, totals: totals.map(toCurrencyTotal) };
  }

  @FieldResolver(() => Money, {
    description: 'How much moves, from its source to its destination; greater than zero.',
  })
  amount(@Root() transaction: Transaction): Money {
    return new Money(transaction.amount, transaction.currency);
  }

  @FieldResolver(() => TransactionParty, { description: 'Where the money comes from.' })
  async source(@Root() transaction: Transaction, @Ctx() context: Context): Promise<TransactionParty> {
    return party(transaction.sourceWalletId, context);
  }

  @FieldResolver(() => TransactionParty, { description: 'Where the money goes.' })
  async destination(@Root() transaction: Transaction, @Ctx() context: Context): Promise<TransactionParty> {
    return party(transaction.destinationWalletId, context);
  }

  @FieldResolver(() => TransactionType, {
    nullable: true,
    description: 'The transaction that this REVERSAL undoes.',
  })
  async reversalOf(@Root() transaction: Transaction, @Ctx() context: Context): Promise<Transaction | null> {
    return transaction.reversalOfId ? context.loaders.transaction.load(transaction.reversalOfId) : null;
  }

  @FieldResolver(() => TransactionType, {
    nullable: true,
    description: 'The REVERSAL that undoes this transaction.',
  })
  async reversedBy(@Root() transaction: Transaction, @Ctx() context: Context): Promise<Transaction | null> {
    return context.loaders.reversalOf.load(transaction.id);
  }

  @FieldResolver(() => [EntryType], {
    description: 'The sides of it that the viewer may see: a customer’s own.',
  })
  async entries(@Root() transaction: Transaction, @Ctx() context: Context): Promise<readonly Entry[]> {
    const viewer = context.known;
    const entries = await context.loaders.entriesOfTransaction.load(transaction.id);
    if (mayReachEverybodys('Transaction.entries', viewer)) return entries;
    const wallets = await Promise.all(
      entries.map(async ({ walletId }) => context.loaders.wallet.load(walletId)),
    );
    return entries.filter((_, index) => wallets[index]?.ownerId === viewer.userId);
  }
}

@Resolver(() => TransactionParty)
export class TransactionPartyResolver {
  @FieldResolver(() => WalletType, { nullable: true, description: 'Null unless the viewer may see it.' })
  async wallet(@Root() { walletId }: TransactionParty, @Ctx() context: Context): Promise<Wallet | null> {
    const wallet = await context.loaders.wallet.load(walletId);
    return wallet && mayReach('TransactionParty.wallet', context.known, wallet.ownerId) ? wallet : null;
  }
}

async function party(walletId: string, context: Context): Promise<TransactionParty> {
  const wallet = await context.loaders.wallet.load(walletId);
  if (!wallet) throw new Error(`Wallet ${walletId} of a transaction is missing`);
  const owner = wallet.ownerId ? await context.loaders.user.load(wallet.ownerId) : null;
  const ownerName = owner?.displayName ?? null;
  // A name such as "Divorce fund" is its owner's business: other savers know the person, not the wallet.
  const discreet = ownerName !== null && !mayReach('TransactionParty.name', context.known, wallet.ownerId);
  return { walletId, kind: wallet.kind, name: discreet ? ownerName : wallet.name, ownerName };
}
