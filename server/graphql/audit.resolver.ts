import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { User } from '../identity/user.js';
import { requireStaff } from '../identity/viewer.js';
import type { AuditEvent } from '../ledger/audit-event.js';
import { listAuditEvents } from '../ledger/queries/audit-events.js';
import type { Transaction } from '../ledger/transaction.js';
import type { Wallet } from '../ledger/wallet.js';
import { AuditEventConnectionType, AuditEventFilterInput, AuditEventType } from './audit.types.js';
import { PageArgs, pageRequest, toConnection, type Connection } from './connection.js';
import type { Context } from './context.js';
import { idFilter } from './id.filter.js';
import { TransactionType } from './transaction.types.js';
import { UserType } from './user.types.js';
import { WalletType } from './wallet.types.js';

const SEQUENCE = /^[1-9][0-9]{0,15}$/;

@Resolver(() => AuditEventType)
export class AuditResolver {
  @Query(() => AuditEventConnectionType(), {
    description:
      'What operators, customers and the system have changed, the last first. For analysts and operators.',
  })
  async auditEvents(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AuditEventFilterInput, {
      nullable: true,
      description: 'Which events; all of them unless given.',
    })
    input: AuditEventFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<AuditEvent>> {
    requireStaff(context.viewer);
    const request = pageRequest(args, SEQUENCE);
    const filter = {
      action: input?.action ?? undefined,
      actorId: idFilter(input?.actorId),
      transactionId: idFilter(input?.transactionId),
      walletId: idFilter(input?.walletId),
      userId: idFilter(input?.userId),
      from: input?.from ?? undefined,
      to: input?.to ?? undefined,
    };
    const page = await listAuditEvents(context.loaders.em, filter, request);
    return toConnection(page, request, ({ sequence }) => sequence);
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

  @FieldResolver(() => UserType, { nullable: true, description: 'Whom it was done to.' })
  async user(@Root() event: AuditEvent, @Ctx() { loaders }: Context): Promise<User | null> {
    return event.userId ? loaders.user.load(event.userId) : null;
  }
}
