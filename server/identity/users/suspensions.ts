import { LockMode, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import { Rejection } from '../../ledger/errors.js';
import { claimOf } from '../../ledger/idempotency/idempotency.js';
import { signedOut } from '../../ledger/posting/barred-users.js';
import { once } from '../../ledger/idempotency/once.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { findActiveUser } from '../model/active-users.js';
import { revokeTokensOf } from '../sessions/api-tokens.js';
import { AccessError } from '../model/errors.js';
import { Session } from '../model/session.js';
import { isStaff, User } from '../model/user.js';
import { notFound } from '../model/viewer.js';

/** A change of a user's status. The key may be left out: the state itself keeps it from happening twice. */
export interface SuspensionCommand {
  readonly operation: 'suspendUser' | 'reactivateUser';
  /** The operator who asks; null for the command line. */
  readonly actorId: string | null;
  readonly idempotencyKey: string | null;
  readonly userId: string;
  /** Reason for the audit log. */
  readonly reason: string;
}

export interface SuspensionOutcome {
  readonly user: User;
  /** True when an earlier command with this key had the effect. */
  readonly replayed: boolean;
}

/** Suspends and reactivates users. Each act is one unit of work with its event in the audit log. */
export class Suspensions {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Suspends a user, which ends all of their sessions and API tokens for good, or reactivates one, who may then sign in again.
   *
   * @throws AccessError FORBIDDEN for suspending oneself, NOT_FOUND. LedgerError UNAUTHENTICATED when the operator was
   *   suspended meanwhile, INVALID_STATE for what is so already and for the last active operator (pinned to the key),
   *   IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID
   */
  async change(command: SuspensionCommand): Promise<SuspensionOutcome> {
    const now = this.clock.now();
    const { operation, actorId: principalId, idempotencyKey, ...asked } = command;
    const claim = claimOf({ operation, principalId, idempotencyKey }, asked, now);
    const { effect: user, replayed } = await once<User>(this.units, claim, (em) => ({
      act: async () => carryOut(em, command, now),
      pinned: ({ id }) => ({ userId: id }),
      find: async ({ userId }) => em.findOneOrFail(User, { id: userId ?? '' }),
    }));
    return { user, replayed };
  }
}

/** Checks everything before it changes anything, so that a rejection can be stored. */
async function carryOut(
  em: EntityManager,
  { operation, actorId, userId, reason }: SuspensionCommand,
  now: Date,
): Promise<User | Rejection> {
  // Two operators who suspend each other at once do so one after the other, and the second is no longer active.
  if (actorId !== null && !(await findActiveUser(em, actorId))) throw signedOut();
  const user = await em.findOne(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!user) throw notFound('user', 'id');
  const rejection = operation === 'suspendUser' ? await suspend(em, user, actorId, now) : reactivate(user);
  if (rejection) return rejection;
  const action = operation === 'suspendUser' ? 'USER_SUSPENDED' : 'USER_REACTIVATED';
  const act = { at: now, actorId, reason };
  await appendToAuditLog(em, [{ ...act, action, userId }]);
  if (operation === 'suspendUser') await revokeTokensOf(em, userId, act);
  return user;
}

async function suspend(
  em: EntityManager,
  user: User,
  actorId: string | null,
  now: Date,
): Promise<Rejection | undefined> {
  if (user.id === actorId) {
    throw new AccessError('FORBIDDEN', 'You cannot suspend yourself; another operator can');
  }
  if (user.status === 'CLOSED') return invalid(user, 'The account is closed');
  if (user.status === 'SUSPENDED') return invalid(user, 'The user is suspended already');
  if (user.role === 'OPERATOR' && (await activeOperators(em)) <= 1) {
    return invalid(user, 'The last active operator cannot be suspended');
  }
  user.status = 'SUSPENDED';
  // A reactivated user signs in anew: a session that somebody else had got hold of must not come back with them.
  await em.nativeUpdate(Session, { userId: user.id, revokedAt: null }, { revokedAt: now });
  return undefined;
}

function reactivate(user: User): Rejection | undefined {
  if (user.status === 'CLOSED') return invalid(user, 'The account is closed');
  if (user.status === 'ACTIVE') return invalid(user, 'The user is active already');
  user.status = 'ACTIVE';
  return undefined;
}

/** Counts active operators and locks their rows, in one order, where more than one node writes. */
export async function activeOperators(em: EntityManager): Promise<number> {
  const operators = await em.find(
    User,
    { ...isStaff(), role: 'OPERATOR', status: 'ACTIVE' },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  return operators.length;
}

function invalid({ status }: User, message: string): Rejection {
  return new Rejection('INVALID_STATE', message, { status });
}
