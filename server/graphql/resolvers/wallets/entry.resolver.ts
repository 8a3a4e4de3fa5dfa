import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { mayReach } from '../../../identity/access/guard.js';
import { notFound } from '../../../identity/model/viewer.js';
import type { Entry } from '../../../ledger/model/entry.js';
import { isSystemWalletId } from '../../../ledger/model/ids.js';
import type { Receipt } from '../../../ledger/proof/receipt.js';
import type { Transaction } from '../../../ledger/model/transaction.js';
import { namedWalletId, type Wallet } from '../../../ledger/model/wallet.js';
import type { Context } from '../../context/context.js';
import { EntryType } from '../../types/entry.types.js';
import { ReceiptScalar } from '../../types/integrity.types.js';
import { Money } from '../../types/money.types.js';
import { TransactionType } from '../../types/transaction.types.js';
import { WalletType } from '../../types/wallet.types.js';

/** Cost of a receipt, in fields: the entries that follow are read and hashed, and the path through the tree is read. */
const RECEIPT_COST = 200;

/** Resolves entries. They are only reached by their id, wallet or transaction, which have checked the viewer's permissions. */
@Resolver(() => EntryType)
export class EntryResolver {
  @Query(() => EntryType, { nullable: true, description: 'Errors: NOT_FOUND, also for other people’s.' })
  async entry(
    @Arg('id', () => ID, { description: 'Of the entry.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Entry> {
    const entry = await context.loaders.entry.load(id.toLowerCase());
    if (!entry || !mayReach('Query.entry', context.known, (await walletOf(entry, context)).ownerId))
      throw notFound('entry', 'id');
    return entry;
  }

  @FieldResolver(() => Money, { description: 'Signed: a debit is negative, a credit positive.' })
  async amount(@Root() entry: Entry, @Ctx() context: Context): Promise<Money> {
    return new Money(entry.amount, (await walletOf(entry, context)).currency);
  }

  @FieldResolver(() => Money, { description: 'The wallet’s posted balance right after this entry.' })
  async balanceAfter(@Root() entry: Entry, @Ctx() context: Context): Promise<Money> {
    return new Money(entry.balanceAfter, (await walletOf(entry, context)).currency);
  }

  @FieldResolver(() => Int, {
    description:
      'The shard of a treasury that it is booked on, within which its sequence and balance run: several nodes write to ' +
      'several shards at once. 0 for the entries of every other wallet.',
  })
  async shard(@Root() entry: Entry, @Ctx() context: Context): Promise<number> {
    return isSystemWalletId(entry.walletId) ? (await bookedOn(entry, context)).shard : 0;
  }

  @FieldResolver(() => TransactionType, { description: 'The transaction that made it.' })
  async transaction(@Root() entry: Entry, @Ctx() context: Context): Promise<Transaction> {
    const transaction = await context.loaders.transaction.load(entry.transactionId);
    if (!transaction) throw new Error(`Entry ${entry.id} has no transaction`);
    return transaction;
  }

  @FieldResolver(() => ReceiptScalar, {
    nullable: true,
    complexity: RECEIPT_COST,
    description:
      'A signed proof that this entry is in the ledger, to be kept and checked without us. Null until the next ' +
      'checkpoint, a minute at most.',
  })
  async receipt(@Root() entry: Entry, @Ctx() context: Context): Promise<Receipt | null> {
    return context.loaders.receipt.load(entry.id);
  }

  @FieldResolver(() => WalletType, { description: 'The wallet whose balance it changed.' })
  async wallet(@Root() entry: Entry, @Ctx() context: Context): Promise<Wallet> {
    return walletOf(entry, context);
  }
}

/** Finds the wallet of an entry; of an entry of a shard that is the treasury. */
async function walletOf(entry: Entry, context: Context): Promise<Wallet> {
  const wallet = await bookedOn(entry, context);
  if (wallet.shard === 0) return wallet;
  const treasury = await context.loaders.wallet.load(namedWalletId(wallet));
  if (!treasury) throw new Error(`Shard ${wallet.id} has no treasury`);
  return treasury;
}

async function bookedOn(entry: Entry, context: Context): Promise<Wallet> {
  const wallet = await context.loaders.wallet.load(entry.walletId);
  if (!wallet) throw new Error(`Entry ${entry.id} has no wallet`);
  return wallet;
}
