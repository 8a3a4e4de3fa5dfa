import { LockMode, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog, type Act } from '../ledger/audit-log.js';
import type { Clock } from '../ledger/clock.js';
import type { IdMaker } from '../ledger/ids.js';
import { signedOut } from '../ledger/may-act.js';
import type { UnitsOfWork } from '../ledger/unit-of-work.js';
import { revokeEmailTokens } from './email-token.js';
import type { MailThrottle } from './mail-throttle.js';
import type { Origin } from './origin.js';
import { assertOpen, leaveMail, type Mailbox, type MailKind } from './outgoing-mail.js';
import type { PasswordCheck } from './password-check.js';
import { assertGoodPassword } from './password-policy.js';
import { hashPassword } from './passwords.js';
import { parseEmail, parseName } from './registration.js';
import { Session } from './session.js';
import { endSessionsOf } from './sessions.js';
import { User } from './user.js';
import type { Viewer } from './viewer.js';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** What people change of their own accounts while they are signed in. Each change is one unit of work with its event in the audit log. */
export class OwnAccount {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    private readonly ids: IdMaker,
    private readonly passwords: PasswordCheck,
    private readonly mailbox: Mailbox,
    private readonly throttle: MailThrottle,
  ) {}

  /**
   * Sets another password. It ends all sessions but the one that asks, and makes links that were sent worthless; API tokens
   * go on, because programs depend on them and were given them on purpose.
   *
   * @throws AccessError BAD_USER_INPUT, RATE_LIMITED
   */
  async changePassword(
    viewer: Viewer,
    { currentPassword, newPassword }: PasswordChange,
    origin: Origin,
  ): Promise<void> {
    const known = await this.passwords.assertIsOf(viewer, currentPassword, 'currentPassword', origin);
    await assertGoodPassword(newPassword, known, 'newPassword');
    const passwordHash = await hashPassword(newPassword);
    await this.#change(viewer, async (em, user, now) => {
      user.passwordHash = passwordHash;
      const sessions = await endSessionsOf(em, user.id, now, viewer.credential.id);
      await this.#markConfirmed(em, viewer, now);
      await revokeEmailTokens(em, user.id, ['RESET_PASSWORD', 'CHANGE_EMAIL']);
      this.#leave(em, 'PASSWORD_CHANGED', user.email, user, now);
      return { action: 'PASSWORD_CHANGED', details: { sessions } };
    });
  }

  /** Lets the session do what is dangerous for a while. @throws AccessError BAD_USER_INPUT, RATE_LIMITED */
  async confirmPassword(viewer: Viewer, password: string, origin: Origin): Promise<void> {
    await this.passwords.assertIsOf(viewer, password, 'password', origin);
    await this.units.run(async (em) => this.#markConfirmed(em, viewer, this.clock.now()));
  }

  /** Changes what the viewer is called. @throws AccessError BAD_USER_INPUT */
  async rename(viewer: Viewer, displayName: string): Promise<void> {
    const name = parseName('displayName', displayName);
    await this.#change(viewer, async (_em, user) => {
      const before = user.displayName;
      user.displayName = name;
      return Promise.resolve(
        before === name ? undefined : { action: 'NAME_CHANGED', personal: { before, after: name } },
      );
    });
  }

  /**
   * Asks for another email. It takes effect when a link that is sent there is followed; the present one is told at once.
   * Somebody who has an account with the new one learns that from the mail, and the viewer learns nothing.
   *
   * @throws AccessError BAD_USER_INPUT, RATE_LIMITED, FEATURE_OFF
   */
  async askForEmail(viewer: Viewer, email: string, { address }: Origin): Promise<void> {
    assertOpen(this.mailbox);
    const wanted = parseEmail('email', email);
    await this.throttle.asking(viewer.userId, address);
    await this.throttle.asking(wanted.toLowerCase(), address);
    await this.#change(viewer, async (em, user, now) => {
      this.#leave(em, 'EMAIL_CHANGE', wanted, user, now);
      this.#leave(em, 'EMAIL_CHANGE_ASKED', user.email, user, now);
      return Promise.resolve({ action: 'EMAIL_CHANGE_ASKED', personal: { email: wanted } });
    });
  }

  /** Sends a link by which the viewer proves to have their email. @throws AccessError RATE_LIMITED, FEATURE_OFF */
  async askForVerification(viewer: Viewer, { address }: Origin): Promise<void> {
    assertOpen(this.mailbox);
    await this.throttle.asking(viewer.userId, address);
    await this.#change(viewer, async (em, user, now) => {
      if (!user.emailVerifiedAt) this.#leave(em, 'EMAIL_VERIFICATION', user.email, user, now);
      return Promise.resolve(undefined);
    });
  }

  /** @throws LedgerError UNAUTHENTICATED when the user was suspended or the session ended meanwhile */
  async #change(
    { userId, credential }: Viewer,
    change: (
      em: EntityManager,
      user: User,
      now: Date,
    ) => Promise<Pick<Act, 'action' | 'details' | 'personal'> | undefined>,
  ): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => {
      const user = await em.findOne(
        User,
        { id: userId, status: 'ACTIVE' },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      // A link for a new password may have ended the session while this one was looked at.
      const session = await em.findOne(Session, { id: credential.id, revokedAt: null });
      if (!user || !session) throw signedOut();
      const act = await change(em, user, now);
      if (act) await appendToAuditLog(em, [{ ...act, at: now, actorId: userId, userId, reason: null }]);
    });
    this.mailbox.wake();
  }

  async #markConfirmed(em: EntityManager, { credential }: Viewer, now: Date): Promise<void> {
    const session = await em.findOne(Session, { id: credential.id });
    if (session) session.confirmedAt = now;
  }

  #leave(em: EntityManager, kind: MailKind, address: string, { id: userId }: User, now: Date): void {
    if (this.mailbox.open) leaveMail(em, { id: this.ids.next(now), kind, address, userId }, now);
  }
}
