import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { User } from '../../../identity/model/user.js';
import type { AuditDetails, AuditEvent } from '../../../ledger/model/audit-event.js';
import { lastAuditSequence, listAuditEvents } from '../../../ledger/queries/audit-events.js';
import type { Transaction } from '../../../ledger/model/transaction.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { FilterArg } from '../../types/arguments.js';
import {
  AuditEventConnectionType,
  AuditEventFilterInput,
  auditEventList,
  AuditEventListArgs,
  AuditEventType,
} from '../../types/audit.types.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { idFilter, searchFilter } from '../../types/id.filter.js';
import { pageRequest, type PageArgs } from '../../types/page-args.js';
import { JsonObjectScalar } from '../../types/scalars.js';
import { TransactionType } from '../../types/transaction.types.js';
import type { TransferBatch } from '../../../ledger/model/transfer-batch.js';
import { TransferBatchType } from '../../types/transfer-batch.types.js';
import { UserType } from '../../types/user.types.js';
import { WalletType } from '../../types/wallet.types.js';

@Resolver(() => AuditEventType)
export class AuditResolver {
  @Query(() => AuditEventConnectionType(), {
    description: 'What operators, customers and the system have changed. For analysts and operators.',
  })
  async auditEvents(
    @Args(() => AuditEventListArgs) args: PageArgs,
    @FilterArg(() => AuditEventFilterInput, 'Which events; all of them unless given.')
    input: AuditEventFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<AuditEvent>> {
    const request = pageRequest(args, auditEventList);
    const filter = {
      action: input?.action ?? undefined,
      actorId: idFilter(input?.actorId),
      transactionId: idFilter(input?.transactionId),
      walletId: idFilter(input?.walletId),
      userId: idFilter(input?.userId),
      batchId: idFilter(input?.batchId),
      from: input?.from ?? undefined,
      to: input?.to ?? undefined,
      ...searchFilter(input?.search),
    };
    const { em, budget } = context.loaders;
    const page = await listAuditEvents(em, filter, request, budget);
    const filtered = Object.values(filter).some((condition) => condition !== undefined);
    // The log has no gaps, so its last sequence is its length.
    return toConnection(page, auditEventList, () => (filtered ? null : lastAuditSequence(em)));
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who acted; none when the system did.' })
  async actor(@Root() event: AuditEvent, @Ctx() { loaders }: Context): Promise<User | null> {
    return event.actorId ? loaders.user.load(event.actorId) : null;
  }

  @FieldResolver(() => TransactionType, {
    nullable: true,
    description: 'The transaction it was done to; null when it was another thing.',
  })
  async transaction(@Root() event: AuditEvent, @Ctx() { loaders }: Context): Promise<Transaction | null> {
    return event.transactionId ? loaders.transaction.load(event.transactionId) : null;
  }

  @FieldResolver(() => WalletType, {
    nullable: true,
    description: 'The wallet it was done to; null when it was another thing.',
  })
  async wallet(@Root() event: AuditEvent, @Ctx() { loaders }: Context): Promise<Wallet | null> {
    return event.walletId ? loaders.wallet.load(event.walletId) : null;
  }

  @FieldResolver(() => TransferBatchType, {
    nullable: true,
    description: 'The batch of transfers that was sent.',
  })
  async batch(@Root() event: AuditEvent, @Ctx() { loaders }: Context): Promise<TransferBatch | null> {
    return event.batchId ? loaders.batch.load(event.batchId) : null;
  }

  @FieldResolver(() => JsonObjectScalar, {
    nullable: true,
    description:
      'Of the people in it: `address` and `userAgent` of a sign-in, for example. Null where there is nothing, and where it was ' +
      'erased: after a year, or with the account.',
  })
  async personal(@Root() event: AuditEvent, @Ctx() { loaders }: Context): Promise<AuditDetails | null> {
    const kept = await loaders.auditPersonal.load(event.sequence);
    return kept?.details ?? null;
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Whom it was done to.' })
  async user(@Root() event: AuditEvent, @Ctx() { loaders }: Context): Promise<User | null> {
    return event.userId ? loaders.user.load(event.userId) : null;
  }
}
