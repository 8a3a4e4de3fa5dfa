import type { EntityManager } from '@mikro-orm/core';
import { signedOut } from '../../ledger/posting/barred-users.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import type { AccessLog } from '../access/access-log.js';
import { findActiveUser } from '../model/active-users.js';
import { AccessError } from '../model/errors.js';
import type { Origin } from '../model/origin.js';
import { passwordMatches } from './passwords.js';
import { cutPassword } from './registration.js';
import type { SignInThrottle } from '../throttles/sign-in-throttle.js';
import type { User } from '../model/user.js';
import type { Viewer } from '../model/viewer.js';

/** Verifies the password of a signed-in user. Guesses count as those at the sign-in do. */
export class PasswordCheck {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly throttle: SignInThrottle,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * @param field Name of the password's field in the request.
   * @param also A further proof, in the same unit of work; until it succeeds, the attempt stays counted.
   * @returns The user as they are now.
   * @throws AccessError BAD_USER_INPUT for a wrong password, RATE_LIMITED. LedgerError UNAUTHENTICATED when they were
   *   suspended meanwhile
   */
  async assertIsOf(
    { userId }: Viewer,
    password: string,
    field: string,
    origin: Origin,
    also: (user: User) => Promise<(em: EntityManager) => Promise<unknown>> = async () =>
      Promise.resolve(async () => Promise.resolve()),
  ): Promise<User> {
    const user = await findActiveUser(this.reader.fork(), userId);
    if (!user) throw signedOut();
    await this.throttle.signingIn(user.emailKey, origin);
    if (!(await passwordMatches(user.passwordHash, cutPassword(password)))) {
      await this.accessLog.signInFailed(user.id, 'WRONG_CONFIRMATION', origin);
      throw new AccessError('BAD_USER_INPUT', 'The password is wrong', { field });
    }
    const proving = await also(user);
    await this.units.run(async (em) => {
      // Nothing may be remembered anew of a user who has closed their account meanwhile.
      if (!(await findActiveUser(em, userId))) throw signedOut();
      await proving(em);
      await this.throttle.signedIn(em, user.emailKey, origin);
    });
    return user;
  }
}
