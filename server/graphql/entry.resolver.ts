import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Entry } from '../ledger/entry.js';
import type { Transaction } from '../ledger/transaction.js';
import type { Wallet } from '../ledger/wallet.js';
import type { Context } from './context.js';
import { EntryType } from './entry.types.js';
import { Money } from './money.types.js';
import { TransactionType } from './transaction.types.js';
import { WalletType } from './wallet.types.js';

/** An entry is only reached through its wallet or its transaction, which have checked who is asking. */
@Resolver(() => EntryType)
export class EntryResolver {
  @FieldResolver(() => Money, { description: 'Signed: a debit is negative, a credit positive.' })
  async amount(@Root() entry: Entry, @Ctx() context: Context): Promise<Money> {
    return new Money(entry.amount, (await walletOf(entry, context)).currency);
  }

  @FieldResolver(() => Money, { description: 'The wallet’s posted balance right after this entry.' })
  async balanceAfter(@Root() entry: Entry, @Ctx() context: Context): Promise<Money> {
    return new Money(entry.balanceAfter, (await walletOf(entry, context)).currency);
  }

  @FieldResolver(() => TransactionType)
  async transaction(@Root() entry: Entry, @Ctx() context: Context): Promise<Transaction> {
    const transaction = await context.loaders.transaction.load(entry.transactionId);
    if (!transaction) throw new Error(`Entry ${entry.id} has no transaction`);
    return transaction;
  }

  @FieldResolver(() => WalletType)
  async wallet(@Root() entry: Entry, @Ctx() context: Context): Promise<Wallet> {
    return walletOf(entry, context);
  }
}

async function walletOf(entry: Entry, context: Context): Promise<Wallet> {
  const wallet = await context.loaders.wallet.load(entry.walletId);
  if (!wallet) throw new Error(`Entry ${entry.id} has no wallet`);
  return wallet;
}
