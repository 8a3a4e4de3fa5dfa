import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/core';
import type { Clock } from '../ledger/clock.js';
import type { IdMaker } from '../ledger/ids.js';
import type { UnitsOfWork } from '../ledger/unit-of-work.js';
import { findActiveUser } from './active-users.js';
import { AccessError } from './errors.js';
import { assertGoodPassword } from './password-policy.js';
import { hashPassword, passwordMatches } from './passwords.js';
import { parseLogin, parseRegistration, type Credentials, type Registration } from './registration.js';
import { Session } from './session.js';
import type { DeviceToken, Origin, SignInThrottle } from './sign-in-throttle.js';
import { hashToken, newToken, SESSION_PREFIX } from './tokens.js';
import { User, type Role } from './user.js';
import { sessionCredential, type Viewer } from './viewer.js';

const SESSION_DAYS = 7;

/** A fresh sign-in. The token is shown this once. */
export interface SignedIn {
  readonly token: string;
  readonly sessionId: string;
  readonly user: User;
  readonly expiresAt: Date;
  /** What the device is to be known by from now on; undefined where nothing slows sign-ins down. */
  readonly device: DeviceToken | undefined;
}

/** Who can sign in, and who has. */
export class Accounts {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly ids: IdMaker,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * Makes a customer and signs them in.
   *
   * @param origin Where the request comes from, for the throttle.
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
   * @param origin Where the attempt comes from, for the throttle.
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

  /** Ends the session that asks; other sessions of the user go on. */
  async logout(viewer: Viewer): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => {
      const session = await em.findOne(Session, { id: viewer.credential.id });
      if (session) session.revokedAt = now;
    });
  }

  /** Whose session a token stands for; null when it is unknown, expired or revoked, or its user is suspended. */
  async viewerOf(token: string): Promise<Viewer | null> {
    return this.#viewer({ tokenHash: hashToken(token) });
  }

  /** False once the session has expired or was revoked, or its user is suspended. */
  async isSignedIn(viewer: Viewer): Promise<boolean> {
    const now = await this.#viewer({ id: viewer.credential.id });
    return now?.role === viewer.role;
  }

  /** Whether the user is suspended, which is why they are no longer signed in. */
  async isSuspended({ userId }: Viewer): Promise<boolean> {
    return (await findActiveUser(this.reader.fork(), userId)) === null;
  }

  /** @param email In any case. */
  async findByEmail(email: string): Promise<User | null> {
    return this.reader.fork().findOne(User, { emailKey: email.trim().toLowerCase() });
  }

  async hasOperator(): Promise<boolean> {
    return (await this.reader.fork().count(User, { role: 'OPERATOR' })) > 0;
  }

  /** Forgets sessions that can no longer be used. */
  async removeExpiredSessions(): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => em.nativeDelete(Session, { expiresAt: { $lt: now } }));
  }

  /** Forgets what need no longer be known of attempts to sign in. */
  async tidySignIns(): Promise<void> {
    await this.throttle.tidy();
  }

  async #viewer(where: { readonly id: string } | { readonly tokenHash: string }): Promise<Viewer | null> {
    const em = this.reader.fork();
    const session = await em.findOne(Session, where);
    if (!session || session.revokedAt || session.expiresAt <= this.clock.now()) return null;
    const user = await findActiveUser(em, session.userId);
    return user && { userId: user.id, credential: sessionCredential(session.id), role: user.role };
  }

  /** @throws AccessError FORBIDDEN when the user is suspended, be it since the password was looked at */
  async #openSession(user: User, origin: Origin): Promise<SignedIn> {
    const token = newToken(SESSION_PREFIX);
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + SESSION_DAYS * 24 * 60 * 60 * 1000);
    const sessionId = this.ids.next(now);
    const device = await this.units.run(async (em) => {
      if (!(await findActiveUser(em, user.id)))
        throw new AccessError('FORBIDDEN', 'This account is suspended');
      const session = new Session();
      session.id = sessionId;
      session.tokenHash = hashToken(token);
      session.userId = user.id;
      session.createdAt = now;
      session.expiresAt = expiresAt;
      session.revokedAt = null;
      em.persist(session);
      return this.throttle.signedIn(em, user.emailKey, origin);
    });
    return { token, sessionId, user, expiresAt, device };
  }
}
