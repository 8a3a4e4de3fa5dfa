import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { requireViewer } from '../identity/viewer.js';
import { IdempotencyRecord } from '../ledger/idempotency-record.js';
import type { Transaction } from '../ledger/transaction.js';
import type { Wallet } from '../ledger/wallet.js';
import type { Context } from './context.js';
import { IdempotencyRecordType, PinnedRejection } from './idempotency.types.js';
import { TransactionType } from './transaction.types.js';
import { WalletType } from './wallet.types.js';

@Resolver(() => IdempotencyRecordType)
export class IdempotencyResolver {
  @Query(() => IdempotencyRecordType, {
    nullable: true,
    description:
      'What a key of the caller’s own stands for; null while it is unused, so that it is safe to use.',
  })
  async idempotencyKey(
    @Arg('key', () => String) key: string,
    @Ctx() context: Context,
  ): Promise<IdempotencyRecord | null> {
    const { userId } = requireViewer(context.viewer);
    return context.loaders.em.findOne(IdempotencyRecord, [userId, key]);
  }

  @FieldResolver(() => TransactionType, { nullable: true })
  async transaction(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<Transaction | null> {
    return record.transactionId ? context.loaders.transaction.load(record.transactionId) : null;
  }

  @FieldResolver(() => WalletType, { nullable: true })
  async wallet(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<Wallet | null> {
    return record.walletId ? context.loaders.wallet.load(record.walletId) : null;
  }

  @FieldResolver(() => PinnedRejection, { nullable: true })
  rejection(@Root() record: IdempotencyRecord): PinnedRejection | null {
    if (!record.rejectionCode) return null;
    return {
      code: record.rejectionCode,
      message: record.rejectionMessage ?? '',
      details: record.rejectionDetails ?? {},
    };
  }
}
