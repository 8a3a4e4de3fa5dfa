import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/core';
import type { Clock } from '../ledger/clock.js';
import type { IdMaker } from '../ledger/ids.js';
import type { UnitsOfWork } from '../ledger/unit-of-work.js';
import { AccessError } from './errors.js';
import type { Origin } from './origin.js';
import { assertGoodPassword } from './password-policy.js';
import { hashPassword, passwordMatches } from './passwords.js';
import { parseLogin, parseRegistration, type Credentials, type Registration } from './registration.js';
import { Sessions, type SignedIn } from './sessions.js';
import type { SignInThrottle } from './sign-in-throttle.js';
import { User, type Role } from './user.js';

/** Who can sign in, and who does. */
export class Accounts {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly ids: IdMaker,
    private readonly throttle: SignInThrottle,
    private readonly sessions = new Sessions(units, reader, clock, ids),
  ) {}

  /**
   * Makes a customer and signs them in.
   *
   * @param origin Where the request comes from, for the throttle and for the session.
   * @throws AccessError BAD_USER_INPUT, EMAIL_TAKEN, RATE_LIMITED
   */
  async register(input: Registration, origin: Origin): Promise<SignedIn> {
    await this.throttle.registering(origin.address);
    const user = await this.create(input, 'CUSTOMER');
    return this.#openSession(user, origin);
  }

  /** Makes a user without signing them in. @throws AccessError BAD_USER_INPUT, EMAIL_TAKEN */
  async create(input: Registration, role: Role): Promise<User> {
    const { email, displayName, password } = parseRegistration(input);
    await assertGoodPassword(password, { email, displayName, role });
    return this.createWithAnyPassword(input, role);
  }

  /** For demo data, where everybody has the same password and anybody may know it. @throws AccessError */
  async createWithAnyPassword(input: Registration, role: Role): Promise<User> {
    const { email, emailKey, displayName, password } = parseRegistration(input);
    const passwordHash = await hashPassword(password);
    const now = this.clock.now();
    try {
      return await this.units.run(async (em) => {
        const user = new User();
        user.id = this.ids.next(now);
        user.email = email;
        user.emailKey = emailKey;
        user.displayName = displayName;
        user.role = role;
        user.status = 'ACTIVE';
        user.passwordHash = passwordHash;
        user.createdAt = now;
        user.emailVerifiedAt = null;
        em.persist(user);
        return Promise.resolve(user);
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new AccessError('EMAIL_TAKEN', 'There is an account with this email already', { email });
    }
  }

  /**
   * Signs in.
   *
   * @param origin Where the attempt comes from, for the throttle and for the session.
   * @throws AccessError UNAUTHENTICATED for a wrong email or password alike, FORBIDDEN when suspended, RATE_LIMITED
   */
  async login(input: Credentials, origin: Origin): Promise<SignedIn> {
    const { emailKey, password } = parseLogin(input);
    await this.throttle.signingIn(emailKey, origin);
    const user = await this.findByEmail(emailKey);
    if (!(await passwordMatches(user?.passwordHash, password)) || !user) {
      throw new AccessError('UNAUTHENTICATED', 'The email or the password is wrong');
    }
    return this.#openSession(user, origin);
  }

  /** @param email In any case. */
  async findByEmail(email: string): Promise<User | null> {
    return this.reader.fork().findOne(User, { emailKey: email.trim().toLowerCase() });
  }

  async hasOperator(): Promise<boolean> {
    return (await this.reader.fork().count(User, { role: 'OPERATOR' })) > 0;
  }

  /** Forgets what need no longer be known of attempts to sign in. */
  async tidySignIns(): Promise<void> {
    await this.throttle.tidy();
  }

  async #openSession(user: User, origin: Origin): Promise<SignedIn> {
    return this.sessions.open(user, origin, async (em) => this.throttle.signedIn(em, user.emailKey, origin));
  }
}
