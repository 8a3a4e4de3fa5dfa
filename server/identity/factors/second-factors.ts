import { LockMode, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog, type Act } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { Walk } from '../../ledger/database/walk.js';
import type { AccountChanges } from '../mails/account-changes.js';
import { AccessError, SENTENCES } from '../model/errors.js';
import { endSessionsOf } from '../sessions/sessions.js';
import type { SignInThrottle } from '../throttles/sign-in-throttle.js';
import type { User } from '../model/user.js';
import { afterRemoval } from './enrolment.js';
import { forgetChallenges } from './challenge.js';
import type { SecondFactor } from '../model/kinds.js';
import { Passkey } from '../model/passkey.js';
import { recoveryCodesLeft, useRecoveryCode } from '../model/recovery-code.js';
import type { Sealer } from './sealer.js';
import { methodsOf, standingOf } from '../model/standing.js';
import { isFromApp, stepOfCode } from './totp.js';
import { TotpSecret } from '../model/totp-secret.js';

/** Proves a second factor within the unit of work that needs it. @returns Null where the user has none. */
export type Proving = (em: EntityManager) => Promise<SecondFactor | null>;

/** Time for which a new secret waits for the first code of its app, in milliseconds. */
export const TOTP_SETUP_MS = 60 * 60 * 1000;

/** Asks for second factors beside passwords and verifies them, see `docs/adr/0017-second-factors.md`. */
export class SecondFactors {
  readonly #walk = new Walk('totp_secrets', 'user_id');

  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    private readonly changes: AccountChanges,
    private readonly throttle: SignInThrottle,
    private readonly sealer: Sealer | undefined,
  ) {}

  /**
   * Prepares the second factor of a user whose password was right. Counts codes by account before it verifies them: only
   * people who know the password get so far, so that nobody else can use the guesses up.
   *
   * @param code From the app, or a recovery code.
   * @param wrongCode The code of the error for a wrong one.
   * @throws AccessError RATE_LIMITED. The function that it returns throws SECOND_FACTOR_REQUIRED with the `methods`, or
   *   `wrongCode`.
   */
  async proving(
    user: User,
    code: string | null | undefined,
    wrongCode: 'UNAUTHENTICATED' | 'BAD_USER_INPUT',
  ): Promise<Proving> {
    const given = code?.trim() ?? '';
    if (given !== '') await this.throttle.guessingCode(user.id);
    return async (em) => {
      const methods = methodsOf(await standingOf(em, user.id));
      if (methods.length > 0 && given === '') {
        throw new AccessError('SECOND_FACTOR_REQUIRED', 'The password is not enough for this account', {
          methods,
        });
      }
      const proved = methods.length > 0 ? await this.#proved(em, user, given) : null;
      if (methods.length > 0 && !proved)
        throw new AccessError(wrongCode, SENTENCES.wrongCode, { field: 'code' });
      if (given !== '') await this.throttle.codeWasRight(em, user.id);
      return proved;
    };
  }

  /**
   * Takes a code of the user's app, which works once.
   *
   * @returns False when it is wrong, too old, or was used, and where the key of the secrets is not here.
   */
  async takeTotp(em: EntityManager, secret: TotpSecret, code: string): Promise<boolean> {
    if (secret.keyId !== this.sealer?.keyId) return false;
    const opened = this.sealer.open(secret.sealed, secret.userId);
    const step = stepOfCode(opened, code, this.clock.now(), secret.lastStep ?? null);
    if (step === null) return false;
    secret.lastStep = step;
    await em.flush();
    return true;
  }

  /**
   * Removes all factors of a user who has lost them, and ends their sessions: for the command line.
   *
   * @returns The number of factors removed.
   */
  async removeAll(user: User, reason: string | null): Promise<number> {
    const now = this.clock.now();
    const removed = await this.units.run(async (em) => {
      const { passkeys, totpEnabledAt } = await standingOf(em, user.id);
      const by = { at: now, actorId: null, userId: user.id, reason } as const;
      const acts: Act[] = passkeys.map(({ id, name }) => ({
        ...{ ...by, action: 'PASSKEY_REMOVED', details: { passkeyId: id }, personal: { name } },
      }));
      if (totpEnabledAt) acts.push({ ...by, action: 'TOTP_DISABLED' });
      await em.nativeDelete(Passkey, { userId: user.id });
      await em.nativeDelete(TotpSecret, { userId: user.id });
      await afterRemoval(em, user.id);
      if (acts.length === 0) return 0;
      await endSessionsOf(em, user.id, now);
      this.changes.leave(em, 'SECOND_FACTORS_REMOVED', user.email, user, now);
      await appendToAuditLog(em, acts);
      return acts.length;
    });
    this.changes.wake();
    return removed;
  }

  /** Deletes unanswered challenges and secrets that no app was shown to have. */
  async tidy(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - TOTP_SETUP_MS);
    await this.units.run(async (em) => {
      await forgetChallenges(em, now);
      const userId = await this.#walk.next(em);
      await em.nativeDelete(TotpSecret, { userId, enabledAt: null, createdAt: { $lt: before } });
    });
  }

  async #proved(em: EntityManager, user: User, code: string): Promise<SecondFactor | null> {
    if (isFromApp(code)) {
      const secret = await em.findOne(
        TotpSecret,
        { userId: user.id, enabledAt: { $ne: null } },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      return secret && (await this.takeTotp(em, secret, code)) ? 'TOTP' : null;
    }
    if (!(await useRecoveryCode(em, user.id, code))) return null;
    const now = this.clock.now();
    const left = await recoveryCodesLeft(em, user.id);
    const act = { at: now, actorId: user.id, userId: user.id, reason: null, details: { left } };
    await appendToAuditLog(em, [{ ...act, action: 'RECOVERY_CODE_USED' }]);
    this.changes.leave(em, 'RECOVERY_CODE_USED', user.email, user, now);
    return 'RECOVERY_CODE';
  }
}
