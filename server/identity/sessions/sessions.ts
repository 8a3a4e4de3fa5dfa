import type { EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { IdGenerator } from '../../ledger/model/ids.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { Walk } from '../../ledger/database/walk.js';
import { signedInAct, type SignInMethod } from '../access/access-log.js';
import { findSession, type FoundSession, type SessionKey } from './find-session.js';
import { USER_AGENT_LENGTH_MAX } from '../model/device.js';
import { AccessError, SENTENCES } from '../model/errors.js';
import type { SecondFactor, StaffSecondFactor } from '../model/kinds.js';
import { hasSecondFactor, standingOf } from '../model/standing.js';
import { LastUses } from './last-uses.js';
import type { Origin } from '../model/origin.js';
import { lifetimeOf, SESSION_LIFETIMES, type SessionLifetimes } from './session-lifetimes.js';
import { Session } from '../model/session.js';
import type { DeviceToken } from '../throttles/sign-in-throttle.js';
import { hashToken, newToken, SESSION_PREFIX } from '../model/tokens.js';
import { User, type Role } from '../model/user.js';
import { notFound, sessionCredential, type Viewer } from '../model/viewer.js';

/** A fresh sign-in. The token is shown this once. */
export interface SignedIn {
  readonly token: string;
  readonly sessionId: string;
  readonly user: User;
  /** Time when they proved their identity; null where there is a second factor that was not asked for. */
  readonly confirmedAt: Date | null;
  readonly expiresAt: Date;
  /** The device's new token; undefined where nothing slows sign-ins down. */
  readonly device: DeviceToken | undefined;
  /** The factor proved beside the password, or instead of it. */
  readonly secondFactor: SecondFactor | null;
  /** True when they may only set a second factor up, see `Viewer`. */
  readonly awaitsSecondFactor: boolean;
}

/** Opens, finds and ends sessions. */
export class Sessions {
  readonly #uses: LastUses;
  /** Ends of sessions whose time was over when they came. */
  readonly #ends: LastUses;
  readonly #walk = new Walk('sessions', 'id');

  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
    private readonly lifetimes: SessionLifetimes = SESSION_LIFETIMES,
    private readonly staffSecondFactor: StaffSecondFactor = 'optional',
  ) {
    this.#uses = new LastUses(units, async (em, ids, lastUsedAt) =>
      em.nativeUpdate(Session, { id: { $in: ids } }, { lastUsedAt }),
    );
    this.#ends = new LastUses(units, async (em, ids, revokedAt) =>
      em.nativeUpdate(Session, { id: { $in: ids }, revokedAt: null }, { revokedAt }),
    );
  }

  /**
   * Opens a session for a user who has proved their identity, and ends the one that their browser had before.
   *
   * @param method The way they proved it.
   * @param signedIn Further work for the same unit of work.
   * @param proving Proves a second factor in it, or refuses; without it, none is asked for.
   * @throws AccessError FORBIDDEN when the user is suspended, UNAUTHENTICATED when their password has changed, be it since
   *   it was looked at
   */
  async open(
    user: User,
    origin: Origin,
    method: SignInMethod,
    signedIn: (em: EntityManager) => Promise<DeviceToken | undefined>,
    proving: (em: EntityManager) => Promise<SecondFactor | null> = async () => Promise.resolve(null),
  ): Promise<SignedIn> {
    const { address, userAgent, sessionCookie } = origin;
    const token = newToken(SESSION_PREFIX);
    const now = this.clock.now();
    const sessionId = this.ids.next(now);
    const expiresAt = new Date(now.getTime() + lifetimeOf(user.role, this.lifetimes).absoluteMs);
    const { device, secondFactor, confirmedAt } = await this.units.run(async (em) => {
      const known = await em.findOneOrFail(User, { id: user.id });
      if (known.status === 'SUSPENDED') throw new AccessError('FORBIDDEN', SENTENCES.suspended);
      // An account that was closed meanwhile has another status, or no password.
      if (known.status !== 'ACTIVE' || known.passwordHash !== user.passwordHash)
        throw new AccessError('UNAUTHENTICATED', 'The password was changed a moment ago; sign in with it');
      const proved = await proving(em);
      // A user with a second factor who came by a way that asks for none has not confirmed their identity.
      const isSure = proved !== null || !hasSecondFactor(await standingOf(em, user.id));
      if (sessionCookie !== undefined) {
        const before = await em.findOne(Session, { tokenHash: hashToken(sessionCookie), revokedAt: null });
        if (before) before.revokedAt = now;
      }
      const session = new Session();
      session.id = sessionId;
      session.tokenHash = hashToken(token);
      session.userId = user.id;
      session.createdAt = now;
      session.expiresAt = expiresAt;
      session.revokedAt = null;
      session.confirmedAt = isSure ? now : null;
      session.lastUsedAt = now;
      session.userAgent = userAgent?.slice(0, USER_AGENT_LENGTH_MAX) ?? null;
      session.address = address;
      session.secondFactor = proved;
      em.persist(session);
      await appendToAuditLog(em, [signedInAct(user.id, method, origin, now)]);
      return { device: await signedIn(em), secondFactor: proved, confirmedAt: session.confirmedAt };
    });
    const awaitsSecondFactor = this.#awaits(user.role, secondFactor);
    return {
      ...{ token, sessionId, user, confirmedAt, expiresAt, device },
      ...{ secondFactor, awaitsSecondFactor },
    };
  }

  /** Ends the session that asks; other sessions of the user go on. */
  async close(viewer: Viewer): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => {
      const session = await em.findOne(Session, { id: viewer.credential.id, revokedAt: null });
      if (!session) return;
      session.revokedAt = now;
      const { userId } = viewer;
      const act = { action: 'SIGNED_OUT', at: now, actorId: userId, userId, reason: null } as const;
      await appendToAuditLog(em, [act]);
    });
  }

  /** Ends one session of the viewer's. @throws LedgerError NOT_FOUND, also for somebody else's and for one that is over */
  async end(id: string, { userId }: Viewer): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => {
      const session = await em.findOne(Session, { id, userId, revokedAt: null, expiresAt: { $gt: now } });
      if (!session) throw notFound('session', 'id');
      session.revokedAt = now;
      await tellAuditLog(em, userId, 1, now);
    });
  }

  /** Ends all sessions of the viewer's but the one that asks. @returns The number of sessions ended. */
  async endOthers({ userId, credential }: Viewer): Promise<number> {
    const now = this.clock.now();
    return this.units.run(async (em) => {
      const ended = await endSessionsOf(em, userId, now, credential.id);
      if (ended > 0) await tellAuditLog(em, userId, ended, now);
      return ended;
    });
  }

  /** Finds the viewer of a session token; null when it is unknown or over, or its user is suspended. */
  async viewerOf(token: string): Promise<Viewer | null> {
    const found = await this.#usable({ tokenHash: hashToken(token) });
    if (!found) return null;
    this.#uses.note(found.session, this.clock.now());
    return found.viewer;
  }

  /**
   * False once the session is over, or its user is suspended, has another role or must prove a second factor anew. Asking
   * does not count as a use.
   */
  async isSignedIn({ credential, role, awaitsSecondFactor = false }: Viewer): Promise<boolean> {
    const viewer = (await this.#usable({ id: credential.id }))?.viewer;
    return viewer?.role === role && viewer.awaitsSecondFactor === awaitsSecondFactor;
  }

  /** Tells if the user is suspended, to explain why they are no longer signed in. */
  async isSuspended({ userId }: Viewer): Promise<boolean> {
    return (await this.reader.fork().count(User, { id: userId, status: 'SUSPENDED' })) > 0;
  }

  /** Maximum time without a use for sessions of this role, in milliseconds. */
  idleMs(role: Role): number {
    return lifetimeOf(role, this.lifetimes).idleMs;
  }

  /** Deletes sessions that can no longer be used. */
  async removeExpired(): Promise<void> {
    const now = this.clock.now();
    const { staff, customer } = this.lifetimes;
    const idleSince = new Date(now.getTime() - Math.max(staff.idleMs, customer.idleMs));
    const over = [{ expiresAt: { $lt: now } }, { lastUsedAt: { $lt: idleSince } }];
    await this.units.run(async (em) =>
      em.nativeDelete(Session, { id: await this.#walk.next(em), $or: over }),
    );
  }

  /** Waits until every noted use and end is written or has failed to be. */
  async flush(): Promise<void> {
    await this.#uses.flush();
    await this.#ends.flush();
  }

  async #usable(key: SessionKey): Promise<{ session: FoundSession; viewer: Viewer } | null> {
    const session = await findSession(this.reader, key);
    const now = this.clock.now();
    if (!session) return null;
    const { id, userId, role, createdAt, lastUsedAt, confirmedAt, secondFactor } = session;
    const unusedMs = now.getTime() - (lastUsedAt ?? createdAt).getTime();
    if (session.expiresAt <= now || unusedMs >= this.idleMs(role)) {
      // It has ended for good, also where the clock is set back afterwards.
      this.#ends.note({ id }, now);
      return null;
    }
    const credential = sessionCredential(id, confirmedAt);
    const awaitsSecondFactor = this.#awaits(role, secondFactor);
    return { session, viewer: { userId, credential, role, awaitsSecondFactor } };
  }

  #awaits(role: Role, proved: SecondFactor | null): boolean {
    return this.staffSecondFactor === 'required' && role !== 'CUSTOMER' && proved === null;
  }
}

/**
 * Ends the sessions of a user, each as a row of its own, so that their live streams are told.
 *
 * @param except A session that goes on.
 * @returns The number of sessions that had not expired.
 */
export async function endSessionsOf(
  em: EntityManager,
  userId: string,
  now: Date,
  except?: string,
): Promise<number> {
  const sessions = await em.find(Session, {
    ...{ userId, revokedAt: null, expiresAt: { $gt: now } },
    ...(except !== undefined && { id: { $ne: except } }),
  });
  for (const session of sessions) session.revokedAt = now;
  return sessions.length;
}

async function tellAuditLog(em: EntityManager, userId: string, sessions: number, at: Date): Promise<void> {
  await appendToAuditLog(em, [
    { at, actorId: userId, action: 'SESSIONS_ENDED', userId, reason: null, details: { sessions } },
  ]);
}
