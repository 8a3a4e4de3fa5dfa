import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { IdGenerator } from '../../ledger/model/ids.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { worthless } from '../mails/email-token.js';
import { AccessError } from '../model/errors.js';
import type { MailThrottle } from '../throttles/mail-throttle.js';
import type { Origin } from '../model/origin.js';
import { assertOpen, leaveMail, type Mailbox } from '../mails/outgoing-mail.js';
import { assertGoodPassword } from '../passwords/password-policy.js';
import { hashPassword, passwordMatches } from '../passwords/passwords.js';
import { cutPassword, parseRegistration, type Registration } from '../passwords/registration.js';
import type { Sessions, SignedIn } from '../sessions/sessions.js';
import type { SignInThrottle } from '../throttles/sign-in-throttle.js';
import { hashToken } from '../model/tokens.js';
import { newUser, type User } from '../model/user.js';
import { PendingRegistration, REGISTRATION_LIFETIME_MS } from '../model/pending-registration.js';

/** Registers accounts whose email is proved first, so that registering tells nobody which emails have one already. */
export class SignUps {
  constructor(
    /** False where a registration signs in at once. */
    readonly needProof: boolean,
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
    private readonly mailbox: Mailbox,
    private readonly throttles: { readonly signIns: SignInThrottle; readonly mails: MailThrottle },
    private readonly sessions: Sessions,
  ) {}

  /**
   * Stores a registration and queues a mail. It does not look whether the email has an account: that is found out when the
   * mail is written, so that the answer, its time and the rows that are written are the same.
   *
   * @throws AccessError BAD_USER_INPUT, RATE_LIMITED, FEATURE_OFF
   */
  async ask(input: Registration, { address }: Origin): Promise<void> {
    assertOpen(this.mailbox);
    await this.throttles.signIns.registering(address);
    const { email, emailKey, displayName, password } = parseRegistration(input);
    await assertGoodPassword(password, { email, displayName, role: 'CUSTOMER' });
    await this.throttles.mails.asking(emailKey, address);
    const passwordHash = await hashPassword(password);
    const now = this.clock.now();
    const id = this.ids.next(now);
    await this.units.run(async (em) => {
      const row = new PendingRegistration();
      row.id = id;
      row.email = email;
      row.emailKey = emailKey;
      row.displayName = displayName;
      row.passwordHash = passwordHash;
      row.tokenHash = null;
      row.createdAt = now;
      row.expiresAt = new Date(now.getTime() + REGISTRATION_LIFETIME_MS);
      em.persist(row);
      leaveMail(em, { id, kind: 'REGISTRATION', address: email, userId: null }, now);
      return Promise.resolve();
    });
    this.mailbox.wake();
  }

  /**
   * Makes the account of a registration by the link that was sent for it, and signs in. The link proves the mailbox, and
   * the password proves that it is one's own registration: somebody else may have registered the same email, with a
   * password that only they know. All other registrations of the email become worthless.
   *
   * @throws AccessError BAD_USER_INPUT, RATE_LIMITED
   */
  async complete(token: string, password: string, origin: Origin): Promise<SignedIn> {
    await this.throttles.mails.followingLink(origin.address);
    const found = await this.#follow(this.reader.fork(), token);
    await this.throttles.signIns.signingIn(found.emailKey, origin);
    if (!(await passwordMatches(found.passwordHash, cutPassword(password)))) {
      throw new AccessError(
        'BAD_USER_INPUT',
        'This is not the password that was chosen for this registration; if you registered more than once, take the link of the other mail, or register anew',
        { field: 'password' },
      );
    }
    const user = await this.#makeUser(token);
    return this.sessions.open(user, origin, 'REGISTRATION', async (em) =>
      this.throttles.signIns.signedIn(em, user.emailKey, origin),
    );
  }

  async #makeUser(token: string): Promise<User> {
    const now = this.clock.now();
    try {
      return await this.units.run(async (em) => {
        const { email, emailKey, displayName, passwordHash } = await this.#follow(em, token);
        const user = newUser({ id: this.ids.next(now), email, emailKey, displayName, passwordHash }, now);
        user.emailVerifiedAt = now;
        em.persist(user);
        await em.nativeDelete(PendingRegistration, { emailKey });
        // Flushed before the event, because an email that is taken fails here.
        await em.flush();
        const act = { at: now, actorId: user.id, userId: user.id, reason: null };
        await appendToAuditLog(em, [{ ...act, action: 'EMAIL_VERIFIED' }]);
        return user;
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw worthless();
      throw error;
    }
  }

  /** @throws AccessError BAD_USER_INPUT when the link does not work (any more). */
  async #follow(em: EntityManager, token: string): Promise<PendingRegistration> {
    const found = await em.findOne(PendingRegistration, { tokenHash: hashToken(token) });
    if (!found || found.expiresAt <= this.clock.now()) throw worthless();
    return found;
  }

  /** Deletes expired registrations. */
  async removeExpired(): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => em.nativeDelete(PendingRegistration, { expiresAt: { $lte: now } }));
  }
}
