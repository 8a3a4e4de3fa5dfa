import { LockMode, UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog, type Act } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { IdGenerator } from '../../ledger/model/ids.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { hasSecondFactor, standingOf } from '../model/standing.js';
import { leaveMail, type Mailbox } from '../mails/outgoing-mail.js';
import { NO_PASSWORD } from '../passwords/passwords.js';
import { Session } from '../model/session.js';
import { endSessionsOf } from '../sessions/sessions.js';
import { activeOperators } from '../users/suspensions.js';
import { newUser, User, type Role } from '../model/user.js';
import { personOf, roleOf } from './claims.js';
import { ExternalIdentity } from '../model/external-identity.js';
import type { Recognised } from './issuer.js';
import type { OidcConfig } from './oidc-config.js';
import { OidcFailure } from './oidc-failure.js';

/** Finds, makes and links the users for people whom the issuer has recognised. */
export class ExternalUsers {
  constructor(
    private readonly config: OidcConfig,
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
    private readonly mailbox: Mailbox,
  ) {}

  /**
   * Finds the user who signs in: known by the issuer's subject, or else linked by a proved email, or new.
   *
   * @throws OidcFailure
   */
  async find(recognised: Recognised): Promise<User> {
    const work = async (em: EntityManager) => this.#find(em, recognised);
    const user = await this.units.run(work).catch(async (error: unknown) => {
      // Two concurrent sign-ins made the user twice: the second time they are known.
      if (error instanceof UniqueConstraintViolationException) return this.units.run(work);
      throw error;
    });
    this.mailbox.wake();
    return user;
  }

  async #find(em: EntityManager, recognised: Recognised): Promise<User> {
    const now = this.clock.now();
    const granted = roleOf(recognised.claims, this.config);
    const identity = await identityOf(em, recognised);
    if (!identity) return this.#welcome(em, recognised, granted ?? 'CUSTOMER', now);
    const user = await lockedUser(em, identity.userId);
    identity.lastUsedAt = now;
    identity.email = personOf(recognised.claims).email ?? null;
    if (granted !== undefined && granted !== user.role) await changeRole(em, user, granted, now);
    return user;
  }

  /**
   * Links or makes the user of a person who is new by this issuer. An email leads to an account only if both sides have
   * proved it, and never to or into a role of staff: those users link the issuer while signed in.
   */
  async #welcome(em: EntityManager, recognised: Recognised, role: Role, now: Date): Promise<User> {
    const { email, displayName } = personOf(recognised.claims);
    if (email === undefined) throw new OidcFailure('EMAIL_UNVERIFIED');
    const emailKey = email.toLowerCase();
    const known = await em.findOne(User, { emailKey }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (known) {
      if (known.status !== 'ACTIVE') throw new OidcFailure('SUSPENDED');
      const isStaff = known.role !== 'CUSTOMER' || role !== 'CUSTOMER';
      if (isStaff || !known.emailVerifiedAt) throw new OidcFailure('ACCOUNT_EXISTS');
      // A mailbox is no second factor: users who have one link the issuer while signed in.
      if (hasSecondFactor(await standingOf(em, known.id))) throw new OidcFailure('ACCOUNT_EXISTS');
      // The issuer has given the email of one of its people to another one.
      if (await em.findOne(ExternalIdentity, { issuer: recognised.issuer, userId: known.id }))
        throw new OidcFailure('OTHER_IDENTITY');
      await this.#link(em, known, recognised, now);
      return known;
    }
    const passwordHash = NO_PASSWORD;
    const user = newUser({ id: this.ids.next(now), email, emailKey, displayName, passwordHash }, now);
    user.emailVerifiedAt = now;
    user.role = role;
    em.persist(user);
    // Rows written after this refer to the user.
    await em.flush();
    await this.#link(em, user, recognised, now);
    if (role !== 'CUSTOMER') await tell(em, user, now, 'ROLE_CHANGED', { before: 'CUSTOMER', after: role });
    return user;
  }

  /** Makes the identity another way in to the account of a session. @throws OidcFailure */
  async link(recognised: Recognised, sessionId: string): Promise<void> {
    await this.units.run(async (em) => {
      const now = this.clock.now();
      const user = await lockedUser(em, (await openSession(em, sessionId, now)).userId);
      const { issuer } = recognised;
      const taken = await em.findOne(ExternalIdentity, { issuer, userId: user.id });
      const identity = await identityOf(em, recognised);
      if (identity && identity.id === taken?.id) return;
      if (identity || taken) throw new OidcFailure('OTHER_IDENTITY');
      await this.#link(em, user, recognised, now);
    });
    this.mailbox.wake();
  }

  /**
   * Confirms a session, so that it may do dangerous things for a while.
   *
   * @throws OidcFailure when the identity is not that of its user, and when they have a second factor that the session has
   *   not proved: the issuer knows nothing of it.
   */
  async confirm(recognised: Recognised, sessionId: string): Promise<void> {
    await this.units.run(async (em) => {
      const now = this.clock.now();
      const session = await openSession(em, sessionId, now);
      const user = await lockedUser(em, session.userId);
      const identity = await identityOf(em, recognised);
      if (identity?.userId !== user.id) throw new OidcFailure('OTHER_IDENTITY');
      identity.lastUsedAt = now;
      if (!session.secondFactor && hasSecondFactor(await standingOf(em, user.id)))
        throw new OidcFailure('SECOND_FACTOR');
      session.confirmedAt = now;
    });
  }

  async #link(
    em: EntityManager,
    user: User,
    { issuer, subject, claims }: Recognised,
    now: Date,
  ): Promise<void> {
    const identity = new ExternalIdentity();
    identity.id = this.ids.next(now);
    identity.issuer = issuer;
    identity.subject = subject;
    identity.userId = user.id;
    identity.email = personOf(claims).email ?? null;
    identity.linkedAt = now;
    identity.lastUsedAt = now;
    em.persist(identity);
    await em.flush();
    await tell(em, user, now, 'IDENTITY_LINKED', { issuer });
    if (!this.mailbox.open) return;
    const { id: userId, email: address } = user;
    leaveMail(em, { id: this.ids.next(now), kind: 'IDENTITY_LINKED', address, userId }, now);
  }
}

async function identityOf(
  em: EntityManager,
  { issuer, subject }: Recognised,
): Promise<ExternalIdentity | null> {
  return em.findOne(ExternalIdentity, { issuer, subject });
}

/** @throws OidcFailure */
async function lockedUser(em: EntityManager, id: string): Promise<User> {
  const user = await em.findOne(User, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (user?.status !== 'ACTIVE') throw new OidcFailure('SUSPENDED');
  return user;
}

/** @throws OidcFailure */
async function openSession(em: EntityManager, id: string, now: Date): Promise<Session> {
  const session = await em.findOne(Session, { id, revokedAt: null, expiresAt: { $gt: now } });
  if (!session) throw new OidcFailure('EXPIRED', 'the session is over');
  return session;
}

/**
 * Changes the role and ends all sessions from before: one that a password has opened must not become an operator's.
 *
 * @throws OidcFailure
 */
async function changeRole(em: EntityManager, user: User, role: Role, now: Date): Promise<void> {
  if (user.role === 'OPERATOR' && (await activeOperators(em)) <= 1) throw new OidcFailure('LAST_OPERATOR');
  const before = user.role;
  user.role = role;
  await endSessionsOf(em, user.id, now);
  await tell(em, user, now, 'ROLE_CHANGED', { before, after: role });
}

async function tell(
  em: EntityManager,
  { id: userId }: User,
  at: Date,
  action: Act['action'],
  details: NonNullable<Act['details']>,
): Promise<void> {
  // The issuer decides roles, so that no user here is the actor.
  const actorId = action === 'ROLE_CHANGED' ? null : userId;
  await appendToAuditLog(em, [{ at, actorId, action, userId, reason: null, details }]);
}
