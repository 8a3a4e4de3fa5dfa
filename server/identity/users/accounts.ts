import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/core';
import type { Clock } from '../../ledger/model/clock.js';
import type { IdGenerator } from '../../ledger/model/ids.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { AccessLog, type SignInMethod } from '../access/access-log.js';
import { AccessError } from '../model/errors.js';
import type { Proving, SecondFactors } from '../factors/second-factors.js';
import type { Origin } from '../model/origin.js';
import { leaveMail, noMailbox, type Mailbox } from '../mails/outgoing-mail.js';
import { assertGoodPassword } from '../passwords/password-policy.js';
import { hashPassword, passwordMatches } from '../passwords/passwords.js';
import {
  parseLogin,
  parseRegistration,
  type Credentials,
  type Registration,
} from '../passwords/registration.js';
import { Sessions, type SignedIn } from '../sessions/sessions.js';
import type { SignInThrottle } from '../throttles/sign-in-throttle.js';
import { isStaff, newUser, User, type Role } from '../model/user.js';

/** Creates users and signs them in. */
export class Accounts {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
    private readonly throttle: SignInThrottle,
    private readonly sessions = new Sessions(units, reader, clock, ids),
    private readonly mailbox: Mailbox = noMailbox,
    private readonly accessLog = new AccessLog(units, clock),
    /** Without them, a password is enough: for filling in demo data. */
    private readonly factors?: Pick<SecondFactors, 'proving'>,
  ) {}

  /**
   * Makes a customer and signs them in. Where mail is sent, a link to prove their email is on its way.
   *
   * @param origin Origin of the request, for the throttle and for the session.
   * @throws AccessError BAD_USER_INPUT, EMAIL_TAKEN, RATE_LIMITED
   */
  async register(input: Registration, origin: Origin): Promise<SignedIn> {
    await this.throttle.registering(origin.address);
    await assertGood(input, 'CUSTOMER');
    const user = await this.#make(input, 'CUSTOMER', (em, { id: userId, email: address }, now) => {
      if (!this.mailbox.open) return;
      leaveMail(em, { id: this.ids.next(now), kind: 'EMAIL_VERIFICATION', address, userId }, now);
    });
    this.mailbox.wake();
    return this.#openSession(user, origin, 'REGISTRATION');
  }

  /** Makes a user without signing them in. @throws AccessError BAD_USER_INPUT, EMAIL_TAKEN */
  async create(input: Registration, role: Role): Promise<User> {
    await assertGood(input, role);
    return this.createWithAnyPassword(input, role);
  }

  /**
   * Makes a user without checking the password: for demo data, where everybody shares one that anybody may know.
   *
   * @throws AccessError
   */
  async createWithAnyPassword(input: Registration, role: Role): Promise<User> {
    return this.#make(input, role);
  }

  async #make(
    input: Registration,
    role: Role,
    made?: (em: EntityManager, user: User, now: Date) => void,
  ): Promise<User> {
    const { email, emailKey, displayName, password } = parseRegistration(input);
    const passwordHash = await hashPassword(password);
    const now = this.clock.now();
    try {
      return await this.units.run(async (em) => {
        const user = newUser({ id: this.ids.next(now), email, emailKey, displayName, passwordHash }, now);
        user.role = role;
        em.persist(user);
        // Rows written after this refer to the user.
        await em.flush();
        made?.(em, user, now);
        return user;
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new AccessError('EMAIL_TAKEN', 'There is an account with this email already', { email });
    }
  }

  /**
   * Signs in.
   *
   * @param origin Origin of the attempt, for the throttle and for the session.
   * @throws AccessError UNAUTHENTICATED for a wrong email or password alike, and for a wrong code; SECOND_FACTOR_REQUIRED
   *   for a right password that is not enough; FORBIDDEN when suspended, RATE_LIMITED
   */
  async login(input: Credentials, origin: Origin): Promise<SignedIn> {
    const { emailKey, password } = parseLogin(input);
    await this.throttle.signingIn(emailKey, origin);
    const user = await this.findByEmail(emailKey);
    if (!(await passwordMatches(user?.passwordHash, password)) || !user) {
      await this.accessLog.signInFailed(user?.id, 'WRONG_PASSWORD', origin);
      throw new AccessError('UNAUTHENTICATED', 'The email or the password is wrong');
    }
    if (user.status !== 'ACTIVE') await this.accessLog.signInFailed(user.id, 'SUSPENDED', origin);
    const proving = await this.factors?.proving(user, input.code, 'UNAUTHENTICATED');
    try {
      return await this.#openSession(user, origin, 'PASSWORD', proving);
    } catch (error) {
      // Logged because this person knows the password, which makes the failure more remarkable.
      if (error instanceof AccessError && error.details.field === 'code')
        await this.accessLog.signInFailed(user.id, 'WRONG_CODE', origin);
      throw error;
    }
  }

  /** @param email In any case. The placeholder of a closed account finds nobody. */
  async findByEmail(email: string): Promise<User | null> {
    const emailKey = email.trim().toLowerCase();
    return this.reader.fork().findOne(User, { emailKey, status: { $ne: 'CLOSED' } });
  }

  async hasOperator(): Promise<boolean> {
    return (await this.reader.fork().count(User, { ...isStaff(), role: 'OPERATOR' })) > 0;
  }

  /** Deletes expired counters of sign-in attempts. */
  async tidySignIns(): Promise<void> {
    await this.throttle.tidy();
  }

  async #openSession(user: User, origin: Origin, method: SignInMethod, proving?: Proving): Promise<SignedIn> {
    const { emailKey } = user;
    return this.sessions.open(
      user,
      origin,
      method,
      async (em) => this.throttle.signedIn(em, emailKey, origin),
      proving,
    );
  }
}

/** @throws AccessError BAD_USER_INPUT */
async function assertGood(input: Registration, role: Role): Promise<void> {
  const { email, displayName, password } = parseRegistration(input);
  await assertGoodPassword(password, { email, displayName, role });
}
