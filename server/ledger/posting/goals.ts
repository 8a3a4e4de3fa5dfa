import type { EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../chain/audit-log.js';
import { readInstant } from '../database/snapshot.js';
import { selectInTransaction } from '../database/sql.js';
import { LedgerError, Rejection } from '../errors.js';
import {
  dayOf,
  isLocked,
  NO_GOAL,
  NO_LOCK,
  startOfDay,
  type GoalColour,
  type GoalEmoji,
  type GoalFields,
  type LockFields,
} from '../model/goal.js';
import type { Wallet } from '../model/wallet.js';
import { formatAmount } from '../money/money.js';
import { lockOwnWallet, type OwnWallet } from './own-wallets.js';
import { assertNotClosed, assertUnlocked, lockDetails } from './rules/checks.js';

/** Everything that its owner chooses of a goal. */
export interface GoalChange extends OwnWallet {
  /** In minor units, greater than zero. */
  readonly target: number;
  /** As YYYY-MM-DD. */
  readonly date: string | null;
  readonly colour: GoalColour;
  readonly emoji: GoalEmoji;
  /** Locks the wallet until the date; null locks nothing, and keeps a lock that there is. */
  readonly lockWaitHours: number | null;
}

/**
 * Gives a wallet a goal, or changes the one that it has. A lock stays until it ends: its date can be moved on and its waiting
 * time be made longer, and nothing else.
 *
 * @throws LedgerError NOT_FOUND, WALLET_CLOSED, BAD_USER_INPUT; WALLET_LOCKED for what would shorten a lock
 */
export async function setGoal(em: EntityManager, change: GoalChange, now: Date): Promise<Wallet> {
  const wallet = await lockOwnWallet(em, change);
  assertNotClosed(wallet);
  assertDate(wallet, change, now);
  const lock = lockOf(wallet, change, now);
  const began = wallet.goalBeganAt ?? now;
  const after = wallet.goalBeganAfter ?? wallet.sequence;
  const isSame = wallet.goalTarget === change.target;
  const goal: GoalFields = {
    ...lock,
    goalTarget: change.target,
    goalDate: change.date,
    goalColour: change.colour,
    goalEmoji: change.emoji,
    goalBeganAt: began,
    goalBeganAfter: after,
    goalReachedAt: isSame
      ? wallet.goalReachedAt
      : await reachedAt(em, wallet.id, change.target, began, after),
  };
  if (isChosen(wallet, goal)) return wallet;
  Object.assign(wallet, goal);
  const { currency } = wallet;
  await appendToAuditLog(em, [
    {
      ...{ at: now, actorId: change.ownerId, action: 'GOAL_SET', walletId: wallet.id, reason: null },
      details: {
        target: formatAmount(change.target, currency),
        currency,
        date: change.date,
        lockedUntil: lock.lockedUntil?.toISOString() ?? null,
        waitHours: lock.lockWaitHours ?? null,
      },
    },
  ]);
  return wallet;
}

/** Takes the goal of a wallet away; without one, does nothing. @throws LedgerError NOT_FOUND, WALLET_LOCKED */
export async function removeGoal(em: EntityManager, own: OwnWallet, now: Date): Promise<Wallet> {
  const wallet = await lockOwnWallet(em, own);
  if (!wallet.goalTarget) return wallet;
  assertUnlocked(wallet, now);
  Object.assign(wallet, NO_GOAL);
  await appendToAuditLog(em, [
    { at: now, actorId: own.ownerId, action: 'GOAL_REMOVED', walletId: wallet.id, reason: null },
  ]);
  return wallet;
}

/** Tells if a wallet has all that its owner chooses of a goal already. */
function isChosen(wallet: GoalFields, goal: GoalFields): boolean {
  return (
    wallet.goalTarget === goal.goalTarget &&
    wallet.goalDate === goal.goalDate &&
    wallet.goalColour === goal.goalColour &&
    wallet.goalEmoji === goal.goalEmoji &&
    wallet.lockWaitHours === goal.lockWaitHours &&
    wallet.lockedUntil?.getTime() === goal.lockedUntil?.getTime()
  );
}

/** A date that is over may stay as it is, and no other may be set. */
function assertDate({ goalDate }: Wallet, { date }: GoalChange, now: Date): void {
  if (date === null || date === goalDate || date > dayOf(now)) return;
  throw new LedgerError('BAD_USER_INPUT', 'date must be after today', { field: 'date' });
}

/** The lock that a wallet is to have. */
function lockOf(wallet: Wallet, { date, lockWaitHours: wait }: GoalChange, now: Date): LockFields {
  const until = date === null ? null : startOfDay(date);
  const { lockedUntil, lockWaitHours, lockOpensAt } = wallet;
  if (isLocked(wallet, now) && lockedUntil && lockWaitHours) {
    if (until === null || until < lockedUntil || (wait !== null && wait < lockWaitHours)) {
      throw new Rejection(
        'WALLET_LOCKED',
        'The lock of the wallet can be made longer, not shorter',
        lockDetails(wallet),
      );
    }
    return { lockedUntil: until, lockWaitHours: wait ?? lockWaitHours, lockOpensAt };
  }
  if (wait === null) return NO_LOCK;
  if (until === null || until <= now) {
    throw new LedgerError('BAD_USER_INPUT', 'A lock needs a date to come', { field: 'date' });
  }
  return { lockedUntil: until, lockWaitHours: wait, lockOpensAt: null };
}

/**
 * Reads from the entries when the posted balance first reached a target, since a goal began: at its beginning, or with the
 * first entry after it that left as much.
 */
async function reachedAt(
  em: EntityManager,
  walletId: string,
  target: number,
  began: Date,
  after: number,
): Promise<Date | null> {
  const [row] = await selectInTransaction<{ at: number; sequence: number }>(
    em,
    `select created_at as at, sequence from entries
    where wallet_id = ? and sequence >= ? and balance_after >= ? order by sequence limit 1`,
    [walletId, after, target],
  );
  if (!row) return null;
  return row.sequence === after ? began : readInstant(row.at);
}
