import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { parseName } from '../../../identity/access/text.js';
import { AccessError } from '../../../identity/model/errors.js';
import { isLocked, LOCK_WAIT_HOURS } from '../../../ledger/model/goal.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { parseAmount } from '../../../ledger/money/money.js';
import { removeGoal, setGoal } from '../../../ledger/posting/goals.js';
import { keepLock, orderWallets, renameWallet } from '../../../ledger/posting/own-wallets.js';
import { progressOf, startOfPace } from '../../../reports/wallets/goal-progress.js';
import type { Context } from '../../context/context.js';
import { visibleWallet } from '../../context/visible-wallet.js';
import { StatusKeyArg } from '../../types/arguments.js';
import { Goal, SetGoalInput, type WalletLock } from '../../types/goal.types.js';
import { Money } from '../../types/money.types.js';
import { WalletPayload } from '../../types/payload.types.js';
import { WalletType } from '../../types/wallet.types.js';

/** Limit on the wallets that are put in order at once; nobody has more. */
const WALLETS_MAX = 200;

/** Answers for goals and locks, and carries out what an owner makes of wallets: their goals, names and order. */
@Resolver(() => WalletType)
export class GoalResolver {
  @FieldResolver(() => Goal, { nullable: true, description: 'What is saved for in it; null without a goal.' })
  async goal(@Root() wallet: Wallet, @Ctx() context: Context): Promise<Goal | null> {
    const { goalTarget: target, goalColour, goalEmoji, currency } = wallet;
    if (!target || !goalColour || !goalEmoji) return null;
    const now = context.services.clock.now();
    const [postedBefore = 0] = await context.loaders.balancesBefore(wallet.id, [startOfPace(now)]);
    const { percent, remaining, neededPerDay, neededPerWeek, reachedOn } = progressOf(
      wallet,
      target,
      postedBefore,
      now,
    );
    const money = (minor: number | null): Money | null =>
      minor === null ? null : new Money(minor, currency);
    return {
      target: new Money(target, currency),
      date: wallet.goalDate ?? null,
      colour: goalColour,
      emoji: goalEmoji,
      progress: percent,
      remaining: new Money(remaining, currency),
      neededPerDay: money(neededPerDay),
      neededPerWeek: money(neededPerWeek),
      reachedOn,
      reachedAt: wallet.goalReachedAt ?? null,
      lock: lockOf(wallet, now),
    };
  }

  @Mutation(() => WalletPayload, {
    description:
      'Gives a wallet of yours a goal, or changes the one that it has. Errors: NOT_FOUND, INVALID_AMOUNT, BAD_USER_INPUT, ' +
      'WALLET_CLOSED; WALLET_LOCKED for what would shorten its lock.',
  })
  async setGoal(
    @Arg('walletId', () => ID, { description: 'Of the wallet.' }) walletId: string,
    @Arg('input', () => SetGoalInput, { description: 'What the goal is to be.' }) input: SetGoalInput,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    const wallet = await visibleWallet(walletId, context, 'Mutation.setGoal', 'walletId');
    const { id, currency } = wallet;
    const chosen = {
      colour: input.colour ?? wallet.goalColour ?? 'TEAL',
      emoji: input.emoji ?? wallet.goalEmoji ?? 'TARGET',
      date: input.date ?? null,
      lockWaitHours: parseWait(input.lockWaitHours),
    } as const;
    const target = parseAmount(input.target, currency);
    return changed(context, (ownerId) =>
      context.services.ledger.changeOwn(ownerId, async (em, now) =>
        setGoal(em, { walletId: id, ownerId, target, ...chosen }, now),
      ),
    );
  }

  @Mutation(() => WalletPayload, {
    description:
      'Takes the goal of a wallet of yours away. Without one, nothing happens. Errors: NOT_FOUND, WALLET_LOCKED.',
  })
  async removeGoal(
    @Arg('walletId', () => ID, { description: 'Of the wallet.' }) walletId: string,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    const own = walletId.toLowerCase();
    return changed(context, (ownerId) =>
      context.services.ledger.changeOwn(ownerId, async (em, now) =>
        removeGoal(em, { walletId: own, ownerId }, now),
      ),
    );
  }

  @Mutation(() => WalletPayload, {
    description:
      'Starts the waiting time after which a wallet of yours is no longer locked. One that has begun goes on. Errors: ' +
      'NOT_FOUND; INVALID_STATE when it is not locked.',
  })
  async breakLock(
    @Arg('walletId', () => ID, { description: 'Of the wallet.' }) walletId: string,
    @StatusKeyArg()
    idempotencyKey: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    const { wallet, replayed } = await context.services.ledger.changeWallet(
      {
        ...{ operation: 'breakLock', principalId: context.known.userId, reason: null, ownOnly: true },
        ...{ walletId: walletId.toLowerCase(), idempotencyKey: idempotencyKey ?? null },
      },
      context.transport.caller,
    );
    context.forgetReads();
    if (replayed) context.transport.markReplayed();
    return { wallet, replayed };
  }

  @Mutation(() => WalletPayload, {
    description: 'Keeps the lock that you had begun to break. Else, nothing happens. Errors: NOT_FOUND.',
  })
  async keepLock(
    @Arg('walletId', () => ID, { description: 'Of the wallet.' }) walletId: string,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    const own = walletId.toLowerCase();
    return changed(context, (ownerId) =>
      context.services.ledger.changeOwn(ownerId, async (em, now) =>
        keepLock(em, { walletId: own, ownerId }, now),
      ),
    );
  }

  @Mutation(() => WalletPayload, {
    description: 'Gives a wallet of yours another name. Errors: NOT_FOUND, BAD_USER_INPUT, WALLET_CLOSED.',
  })
  async renameWallet(
    @Arg('walletId', () => ID, { description: 'Of the wallet.' }) walletId: string,
    @Arg('name', () => String, { description: '1 to 80 characters.' }) name: string,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    const own = { walletId: walletId.toLowerCase(), name: parseName(name) };
    return changed(context, (ownerId) =>
      context.services.ledger.changeOwn(ownerId, async (em, now) =>
        renameWallet(em, { ...own, ownerId }, now),
      ),
    );
  }

  @Mutation(() => [WalletType], {
    description:
      'Puts wallets of yours first, in this order; the others follow as they were. Answers with all of your wallets in the ' +
      'order that they have now: `wallets(sort: OWN)`. Errors: NOT_FOUND, BAD_USER_INPUT.',
  })
  async orderWallets(
    @Arg('walletIds', () => [ID], { description: 'Of the wallets that come first; 200 at most.' })
    walletIds: string[],
    @Ctx() context: Context,
  ): Promise<readonly Wallet[]> {
    if (walletIds.length > WALLETS_MAX) {
      throw new AccessError('BAD_USER_INPUT', 'walletIds has at most 200', { field: 'walletIds' });
    }
    const ids = walletIds.map((id) => id.toLowerCase());
    const { userId } = context.known;
    const wallets = await context.services.ledger.changeOwn(userId, async (em) =>
      orderWallets(em, userId, ids),
    );
    context.forgetReads();
    return wallets;
  }
}

async function changed(
  context: Context,
  change: (ownerId: string) => Promise<Wallet>,
): Promise<WalletPayload> {
  const wallet = await change(context.known.userId);
  context.forgetReads();
  return { wallet, replayed: false };
}

function lockOf(wallet: Wallet, now: Date): WalletLock | null {
  const { lockedUntil: until, lockWaitHours: waitHours, lockOpensAt } = wallet;
  if (!until || !waitHours || !isLocked(wallet, now)) return null;
  return { until, waitHours, opensAt: lockOpensAt ?? null };
}

/** @throws AccessError BAD_USER_INPUT */
function parseWait(hours: number | null | undefined): number | null {
  if (hours === null || hours === undefined) return null;
  const { min, max } = LOCK_WAIT_HOURS;
  if (hours >= min && hours <= max) return hours;
  const message = `lockWaitHours must be between ${String(min)} and ${String(max)}`;
  throw new AccessError('BAD_USER_INPUT', message, { field: 'lockWaitHours' });
}
