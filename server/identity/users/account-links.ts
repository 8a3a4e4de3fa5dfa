import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog, type Act } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { IdGenerator } from '../../ledger/model/ids.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { findActiveUser } from '../model/active-users.js';
import { revokeTokensOf } from '../sessions/api-tokens.js';
import {
  assertProves,
  EmailToken,
  findEmailToken,
  revokeEmailTokens,
  useUp,
  worthless,
  type LinkPurpose,
} from '../mails/email-token.js';
import { ExternalIdentity } from '../model/external-identity.js';
import type { MailThrottle } from '../throttles/mail-throttle.js';
import type { Origin } from '../model/origin.js';
import { assertOpen, leaveMail, type Mailbox } from '../mails/outgoing-mail.js';
import { assertGoodPassword } from '../passwords/password-policy.js';
import { hashPassword } from '../passwords/passwords.js';
import { parseEmail } from '../passwords/registration.js';
import { endSessionsOf } from '../sessions/sessions.js';
import type { User } from '../model/user.js';

/** Changes accounts by emailed links, for signed-in users and others. */
export class AccountLinks {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
    private readonly mailbox: Mailbox,
    private readonly throttle: MailThrottle,
  ) {}

  /**
   * Queues a mail with a link for a new password. It does not look whether the email has an account, so that neither the
   * answer nor its time can tell.
   *
   * @throws AccessError BAD_USER_INPUT, RATE_LIMITED, FEATURE_OFF
   */
  async askForReset(email: string, { address }: Origin): Promise<void> {
    assertOpen(this.mailbox);
    const to = parseEmail('email', email).toLowerCase();
    await this.throttle.asking(to, address);
    const now = this.clock.now();
    await this.units.run(async (em) => {
      leaveMail(em, { id: this.ids.next(now), kind: 'PASSWORD_RESET', address: to, userId: null }, now);
      return Promise.resolve();
    });
    this.mailbox.wake();
  }

  /**
   * Sets a new password by a link, which also proves the email. All sessions end; API tokens go on, unless nobody had
   * proved the email before: then the person who made the account may not own the email.
   *
   * @throws AccessError BAD_USER_INPUT, RATE_LIMITED
   */
  async resetPassword(token: string, newPassword: string, { address }: Origin): Promise<void> {
    await this.throttle.followingLink(address);
    const reading = this.reader.fork();
    // Checked before the costly part, so that strangers cannot have passwords hashed.
    const { user: owner } = await this.#follow(reading, token, ['RESET_PASSWORD']);
    await assertGoodPassword(newPassword, owner, 'newPassword');
    const passwordHash = await hashPassword(newPassword);
    const now = this.clock.now();
    await this.units.run(async (em) => {
      const { link, user } = await this.#follow(em, token, ['RESET_PASSWORD']);
      assertProves(link, user);
      await useUp(em, link);
      user.passwordHash = passwordHash;
      if (!user.emailVerifiedAt) await endOtherWaysIn(em, user.id, now);
      user.emailVerifiedAt ??= now;
      await revokeEmailTokens(em, user.id, ['RESET_PASSWORD', 'CHANGE_EMAIL']);
      const sessions = await endSessionsOf(em, user.id, now);
      if (this.mailbox.open) {
        const { id: userId, email } = user;
        leaveMail(em, { id: this.ids.next(now), kind: 'PASSWORD_CHANGED', address: email, userId }, now);
      }
      await tellAuditLog(em, user, now, { action: 'PASSWORD_RESET', details: { sessions } });
    });
    this.mailbox.wake();
  }

  /**
   * Marks an email as proved: the user's own, or the one that they asked for, which is theirs from then on.
   *
   * @throws AccessError BAD_USER_INPUT, also when somebody else has the email by now; RATE_LIMITED
   */
  async verifyEmail(token: string, { address }: Origin): Promise<void> {
    await this.throttle.followingLink(address);
    const now = this.clock.now();
    try {
      await this.units.run(async (em) => {
        const { link, user } = await this.#follow(em, token, ['VERIFY_EMAIL', 'CHANGE_EMAIL']);
        await useUp(em, link);
        if (link.purpose === 'VERIFY_EMAIL') await verify(em, link, user, now);
        else await this.#changeEmail(em, link, user, now);
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw worthless();
      throw error;
    }
    this.mailbox.wake();
  }

  async #changeEmail(em: EntityManager, { email }: EmailToken, user: User, now: Date): Promise<void> {
    const before = user.email;
    user.email = email;
    user.emailKey = email.toLowerCase();
    user.emailVerifiedAt = now;
    // Links that went to the old email must not work any more.
    await revokeEmailTokens(em, user.id, ['RESET_PASSWORD', 'VERIFY_EMAIL', 'CHANGE_EMAIL']);
    if (this.mailbox.open) {
      const mail = {
        id: this.ids.next(now),
        kind: 'EMAIL_CHANGED',
        address: before,
        userId: user.id,
      } as const;
      leaveMail(em, mail, now);
    }
    // Flushed before the event, because an email that is taken fails here.
    await em.flush();
    await tellAuditLog(em, user, now, { action: 'EMAIL_CHANGED', personal: { before, after: email } });
  }

  /** @throws AccessError BAD_USER_INPUT when the link does not work. */
  async #follow(
    em: EntityManager,
    token: string,
    purposes: readonly LinkPurpose[],
  ): Promise<{ link: EmailToken; user: User }> {
    const link = await findEmailToken(em, token, purposes, this.clock.now());
    const user = await findActiveUser(em, link.userId);
    if (!user) throw worthless();
    return { link, user };
  }

  /** Deletes expired links. */
  async removeExpired(): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => em.nativeDelete(EmailToken, { expiresAt: { $lt: now } }));
  }
}

/** Ends the access of a person who made an account with an email that may not be theirs. */
async function endOtherWaysIn(em: EntityManager, userId: string, at: Date): Promise<void> {
  await revokeTokensOf(em, userId, { at, actorId: userId, reason: null });
  await em.nativeDelete(ExternalIdentity, { userId });
}

async function verify(em: EntityManager, link: EmailToken, user: User, now: Date): Promise<void> {
  assertProves(link, user);
  await revokeEmailTokens(em, user.id, ['VERIFY_EMAIL']);
  if (user.emailVerifiedAt) return;
  user.emailVerifiedAt = now;
  await tellAuditLog(em, user, now, { action: 'EMAIL_VERIFIED' });
}

async function tellAuditLog(
  em: EntityManager,
  { id: userId }: User,
  at: Date,
  act: Pick<Act, 'action' | 'details' | 'personal'>,
): Promise<void> {
  await appendToAuditLog(em, [{ ...act, at, actorId: userId, userId, reason: null }]);
}
