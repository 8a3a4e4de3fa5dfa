import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { mayReach, mayReachEverybodys } from '../../../identity/access/guard.js';
import type { User } from '../../../identity/model/user.js';
import { AuditEvent } from '../../../ledger/model/audit-event.js';
import { IdempotencyRecord } from '../../../ledger/model/idempotency-record.js';
import { findKeyUse, type KeyUse } from '../../../ledger/queries/key-uses.js';
import type { Transaction } from '../../../ledger/model/transaction.js';
import { TransferBatch } from '../../../ledger/model/transfer-batch.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { AuditEventType } from '../../types/audit.types.js';
import type { Context } from '../../context/context.js';
import { IdempotencyRecordType, PinnedRejection, rejectionOf } from '../../types/idempotency.types.js';
import { DateTimeScalar } from '../../types/scalars.js';
import { TransactionType } from '../../types/transaction.types.js';
import { TransferBatchType } from '../../types/transfer-batch.types.js';
import { UserType } from '../../types/user.types.js';
import { findVisibleTransaction } from '../../context/visible-transaction.js';
import { WalletType } from '../../types/wallet.types.js';

/**
 * Finds idempotency records. A user with a lesser role than before still has their old keys, but sees no more of their
 * outcomes than the present role allows.
 */
@Resolver(() => IdempotencyRecordType)
export class IdempotencyResolver {
  @Query(() => IdempotencyRecordType, {
    nullable: true,
    description:
      'What a key of the caller’s own stands for; null while it is unused, so that it is safe to use. Analysts and ' +
      'operators also find the keys of others.',
  })
  async idempotencyKey(
    @Arg('key', () => String, { description: 'The key, as it was sent.' }) key: string,
    @Arg('userId', () => ID, {
      nullable: true,
      description: 'Whose key it is, for analysts and operators; to others, other people’s keys are unused.',
    })
    userId: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<IdempotencyRecord | null> {
    const principalId = userId?.toLowerCase() ?? context.known.userId;
    if (!mayReach('Query.idempotencyKey', context.known, principalId)) return null;
    return context.loaders.em.findOne(IdempotencyRecord, [principalId, key]);
  }

  @FieldResolver(() => TransactionType, {
    nullable: true,
    description: 'The transaction that it made or settled, as it is now; null when it was another thing.',
  })
  async transaction(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<Transaction | null> {
    return record.transactionId
      ? findVisibleTransaction(record.transactionId, context, 'IdempotencyRecord.transaction')
      : null;
  }

  @FieldResolver(() => WalletType, {
    nullable: true,
    description: 'The wallet that it opened or changed; null when it was another thing.',
  })
  async wallet(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<Wallet | null> {
    const wallet = record.walletId ? await context.loaders.wallet.load(record.walletId) : null;
    return wallet && mayReach('IdempotencyRecord.wallet', context.known, wallet.ownerId) ? wallet : null;
  }

  @FieldResolver(() => TransferBatchType, {
    nullable: true,
    description: 'The batch that it made; null when it was another thing.',
  })
  async batch(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<TransferBatch | null> {
    return record.batchId ? context.loaders.em.findOne(TransferBatch, { id: record.batchId }) : null;
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: 'The user whose status it changed; null when it was another thing.',
  })
  async user(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<User | null> {
    return record.userId && mayReachEverybodys('IdempotencyRecord.user', context.known)
      ? context.loaders.user.load(record.userId)
      : null;
  }

  @FieldResolver(() => AuditEventType, {
    nullable: true,
    description: 'The act that the key stands for, where it was on none of the other things.',
  })
  async auditEvent(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<AuditEvent | null> {
    return record.auditSequence && mayReachEverybodys('IdempotencyRecord.auditEvent', context.known)
      ? context.loaders.em.findOne(AuditEvent, { sequence: record.auditSequence })
      : null;
  }

  @FieldResolver(() => Int, {
    description: 'How often the same request came again and heard the same outcome.',
  })
  async replays(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<number> {
    return (await useOf(record, context))?.replays ?? 0;
  }

  @FieldResolver(() => Int, {
    description: 'How often another request came with the key: IDEMPOTENCY_KEY_REUSED.',
  })
  async conflicts(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<number> {
    return (await useOf(record, context))?.conflicts ?? 0;
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When it came again last.' })
  async lastUsedAgainAt(@Root() record: IdempotencyRecord, @Ctx() context: Context): Promise<Date | null> {
    return (await useOf(record, context))?.lastAt ?? null;
  }

  @FieldResolver(() => PinnedRejection, {
    nullable: true,
    description: 'Why it was refused; null when it was not.',
  })
  rejection(@Root() record: IdempotencyRecord): PinnedRejection | null {
    return rejectionOf(record);
  }
}

async function useOf(
  { principalId, key }: IdempotencyRecord,
  { loaders }: Context,
): Promise<KeyUse | undefined> {
  return findKeyUse(loaders.em, principalId, key);
}
