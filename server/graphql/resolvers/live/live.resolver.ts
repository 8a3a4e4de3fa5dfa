import {
  Arg,
  Ctx,
  ID,
  Int,
  Query,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from 'type-graphql';
import { AccessError } from '../../../identity/model/errors.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import type { OperationsActivity, OperationsMark } from '../../../live/operations-activity.js';
import type { WalletActivity } from '../../../live/wallet-activity.js';
import { SEQUENCE } from '../../types/page-args.js';
import type { Context } from '../../context/context.js';
import { visibleWallet } from '../../context/visible-wallet.js';
import { eventsOf, listenerOf } from './live.events.js';
import { OperationsActivityType, WalletActivityType } from '../../types/live.types.js';
import { cursorOf, markOf } from './operations-cursor.js';
import { WalletType } from '../../types/wallet.types.js';

type SubscriptionArgs<Args> = SubscribeResolverData<unknown, Args, Context>;

/** Resolves subscriptions. The feeds do the work; these methods only decide the starting point. */
@Resolver()
export class LiveResolver {
  @Query(() => String, {
    nullable: true,
    description:
      'Where operationsActivity is now. Given to it as after, it tells what has happened since, so that nothing is missed by ' +
      'whoever asks for this first, then reads, and then follows. Null for who may not follow: customers, and nobody signed in.',
  })
  async operationsCursor(@Ctx() { services }: Context): Promise<string> {
    return cursorOf(await services.feeds.operationsActivities.reached());
  }

  @Subscription(() => WalletActivityType, {
    subscribe: followWallet,
    description:
      'What happens to a wallet: first what was missed, then what happens, each entry once and in order. Without ' +
      'afterSequence it goes on from now; it begins with the present state where nothing was missed. Of a treasury that has ' +
      'shards, because several nodes write, only the state is told. Errors: ' +
      'NOT_FOUND, also for somebody else’s wallet; BAD_USER_INPUT for a sequence that the wallet has not reached.',
  })
  walletActivity(
    @Root() activity: WalletActivity,
    @Arg('walletId', () => ID, { description: 'Of the wallet.' }) _walletId: string,
    @Arg('afterSequence', () => Int, {
      nullable: true,
      description: 'The sequence of the last entry that you had; left out, it goes on from now.',
    })
    _afterSequence: number | null,
  ): WalletActivity {
    return activity;
  }

  @Subscription(() => WalletType, {
    subscribe: followOwnWallets,
    description:
      'Each of the viewer’s own wallets as it is now, then each one again when it changes, new ones included. ' +
      'Changes that come at once are told as one.',
  })
  walletChanges(@Root() wallet: Wallet): Wallet {
    return wallet;
  }

  @Subscription(() => OperationsActivityType, {
    subscribe: followOperations,
    description:
      'What happens in the whole ledger: first what was missed, then what happens. Transactions come each once and in ' +
      'the order of the commits, and so do the events of the audit log. Without a cursor it goes on from now and begins by ' +
      'telling where that is. For analysts and operators. Errors: BAD_USER_INPUT for a cursor that the ledger has not reached.',
  })
  operationsActivity(
    @Root() { mark, ...activity }: OperationsActivity,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of the last event that you had; left out, it goes on from now.',
    })
    _after: string | null,
  ): OperationsActivityType {
    return { ...activity, cursor: cursorOf(mark) };
  }
}

async function followWallet({
  args,
  context,
}: SubscriptionArgs<{ walletId: string; afterSequence?: number | null }>): Promise<
  AsyncIterable<WalletActivity>
> {
  const wallet = await visibleWallet(args.walletId, context, 'Subscription.walletActivity', 'walletId');
  const { signal, lastEventId } = listenerOf(context);
  const after = sequenceAfter(lastEventId ?? args.afterSequence ?? undefined, wallet);
  return eventsOf(context.services.feeds.walletActivities.follow(wallet.id, after, signal), {
    context,
    eventIdOf: ({ sequence }) => String(sequence),
    prepare: async (page) => {
      for (const activity of page) context.loaders.wallet.remember(activity.wallet.id, activity.wallet);
      await context.loaders.transaction.prepare(page.flatMap(({ entry }) => entry?.transactionId ?? []));
    },
  });
}

async function followOwnWallets({ context }: SubscriptionArgs<unknown>): Promise<AsyncIterable<Wallet>> {
  const { userId } = context.known;
  const { signal } = listenerOf(context);
  return Promise.resolve(
    eventsOf(context.services.feeds.walletChanges.follow(userId, signal), {
      context,
      prepare: async (page) => {
        for (const wallet of page) context.loaders.wallet.remember(wallet.id, wallet);
        return Promise.resolve();
      },
    }),
  );
}

async function followOperations({
  args,
  context,
}: SubscriptionArgs<{ after?: string | null }>): Promise<AsyncIterable<OperationsActivity>> {
  const { signal, lastEventId } = listenerOf(context);
  const after = lastEventId ?? args.after ?? undefined;
  const feed = context.services.feeds.operationsActivities;
  const mark = after === undefined ? undefined : assertReached(markOf(after), await feed.reached());
  return eventsOf(feed.follow(mark, signal), {
    context,
    eventIdOf: (activity) => cursorOf(activity.mark),
    prepare: async (page) => {
      const walletIds = page.flatMap(({ transaction }) =>
        transaction ? [transaction.sourceWalletId, transaction.destinationWalletId] : [],
      );
      await context.loaders.wallet.prepare(walletIds);
      await context.loaders.transaction.prepare(
        page.flatMap(({ auditEvent }) => auditEvent?.transactionId ?? []),
      );
    },
  });
}

/**
 * @throws AccessError BAD_USER_INPUT: to continue from a point that the ledger has not reached would miss events until
 *   then.
 */
function assertReached(mark: OperationsMark, reached: OperationsMark): OperationsMark {
  if (mark.transactionId <= reached.transactionId && mark.auditSequence <= reached.auditSequence) return mark;
  throw new AccessError('BAD_USER_INPUT', 'after is ahead of this ledger', { field: 'after' });
}

/** @throws AccessError BAD_USER_INPUT: to continue from a sequence that does not exist would miss the entries up to it. */
function sequenceAfter(asked: string | number | undefined, wallet: Wallet): number {
  if (asked === undefined) return wallet.sequence;
  if (!SEQUENCE.test(String(asked)) || Number(asked) > wallet.sequence) {
    throw new AccessError('BAD_USER_INPUT', 'afterSequence is not a sequence that the wallet has reached', {
      field: 'afterSequence',
      sequence: wallet.sequence,
    });
  }
  return Number(asked);
}
