import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../../ledger/model/clock.js';
import type { AccountChanges } from '../mails/account-changes.js';
import { revokeEmailTokens } from '../mails/email-token.js';
import type { SecondFactor } from '../model/kinds.js';
import type { SecondFactors } from '../factors/second-factors.js';
import { hasSecondFactor, standingOf } from '../model/standing.js';
import type { MailThrottle } from '../throttles/mail-throttle.js';
import type { Origin } from '../model/origin.js';
import { assertOpen, type Mailbox } from '../mails/outgoing-mail.js';
import type { PasswordCheck } from '../passwords/password-check.js';
import { assertGoodPassword } from '../passwords/password-policy.js';
import { hashPassword } from '../passwords/passwords.js';
import { parseEmail, parseName } from '../passwords/registration.js';
import { Session } from '../model/session.js';
import { endSessionsOf } from '../sessions/sessions.js';
import type { Viewer } from '../model/viewer.js';

/** The proof that it is still the one who signed in. */
export interface Confirmation {
  readonly password: string;
  /** Required where the account has a second factor. */
  readonly code?: string | null | undefined;
}

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * Carries out changes that signed-in users make to their own accounts. Each change is one unit of work with its event in
 * the audit log.
 */
export class OwnAccount {
  constructor(
    private readonly changes: AccountChanges,
    private readonly clock: Clock,
    private readonly passwords: PasswordCheck,
    private readonly factors: Pick<SecondFactors, 'proving'>,
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
    await this.changes.run(viewer, async ({ em, user, session, now, note, tell }) => {
      user.passwordHash = passwordHash;
      const sessions = await endSessionsOf(em, user.id, now, viewer.credential.id);
      // A password alone does not confirm a session of a user with a second factor.
      if (!hasSecondFactor(await standingOf(em, user.id))) session.confirmedAt = now;
      await revokeEmailTokens(em, user.id, ['RESET_PASSWORD', 'CHANGE_EMAIL']);
      tell('PASSWORD_CHANGED');
      note({ action: 'PASSWORD_CHANGED', details: { sessions } });
    });
  }

  /**
   * Confirms the session, so that it may do dangerous things for a while.
   *
   * @throws AccessError BAD_USER_INPUT, SECOND_FACTOR_REQUIRED for a right password that is not enough, RATE_LIMITED
   */
  async confirmPassword(viewer: Viewer, { password, code }: Confirmation, origin: Origin): Promise<void> {
    await this.passwords.assertIsOf(viewer, password, 'password', origin, async (user) => {
      const proving = await this.factors.proving(user, code, 'BAD_USER_INPUT');
      return async (em) => this.#markConfirmed(em, viewer, await proving(em));
    });
    this.changes.wake();
  }

  /** Changes the viewer's display name. @throws AccessError BAD_USER_INPUT, RATE_LIMITED */
  async rename(viewer: Viewer, displayName: string): Promise<void> {
    const name = parseName('displayName', displayName);
    await this.throttle.renaming(viewer.userId);
    await this.changes.run(viewer, async ({ user, note }) => {
      const before = user.displayName;
      user.displayName = name;
      if (before !== name) note({ action: 'NAME_CHANGED', personal: { before, after: name } });
      return Promise.resolve();
    });
  }

  /**
   * Asks for another email. It takes effect when a link that is sent there is followed; the present one is told at once. If
   * the new email has an account, its owner learns of the request by mail, and the viewer learns nothing.
   *
   * @throws AccessError BAD_USER_INPUT, RATE_LIMITED, FEATURE_OFF
   */
  async askForEmail(viewer: Viewer, email: string, { address }: Origin): Promise<void> {
    assertOpen(this.mailbox);
    const wanted = parseEmail('email', email);
    await this.throttle.asking(viewer.userId, address);
    await this.throttle.asking(wanted.toLowerCase(), address);
    await this.changes.run(viewer, async ({ note, tell }) => {
      tell('EMAIL_CHANGE', wanted);
      tell('EMAIL_CHANGE_ASKED');
      note({ action: 'EMAIL_CHANGE_ASKED', personal: { email: wanted } });
      return Promise.resolve();
    });
  }

  /** Queues a mail with a link to prove the viewer's email. @throws AccessError RATE_LIMITED, FEATURE_OFF */
  async askForVerification(viewer: Viewer, { address }: Origin): Promise<void> {
    assertOpen(this.mailbox);
    await this.throttle.asking(viewer.userId, address);
    await this.changes.run(viewer, async ({ user, tell }) => {
      if (!user.emailVerifiedAt) tell('EMAIL_VERIFICATION');
      return Promise.resolve();
    });
  }

  async #markConfirmed(
    em: EntityManager,
    { credential }: Viewer,
    proved: SecondFactor | null,
  ): Promise<void> {
    const session = await em.findOne(Session, { id: credential.id });
    if (!session) return;
    session.confirmedAt = this.clock.now();
    if (proved) session.secondFactor = proved;
  }
}
