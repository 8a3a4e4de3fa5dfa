import { LockMode } from '@mikro-orm/core';
import type { AccountChange, AccountChanges } from '../mails/account-changes.js';
import { AccessError, SENTENCES } from '../model/errors.js';
import type { SignInThrottle } from '../throttles/sign-in-throttle.js';
import type { Viewer } from '../model/viewer.js';
import { afterRemoval, enrolled } from './enrolment.js';
import { replaceRecoveryCodes } from '../model/recovery-code.js';
import type { Sealer } from './sealer.js';
import { TOTP_SETUP_MS, type SecondFactors } from './second-factors.js';
import { hasSecondFactor, standingOf } from '../model/standing.js';
import { newTotpSecret, setupOf } from './totp.js';
import { TotpSecret } from '../model/totp-secret.js';

/** The new secret, shown to its user once for their app. */
export interface TotpSetup {
  /** In base32, for typing. */
  readonly secret: string;
  /** An `otpauth://` address, for a QR code. */
  readonly uri: string;
}

/** Sets up and removes the one-time codes of people's own accounts: those of an app (RFC 6238), and recovery codes. */
export class OneTimeCodes {
  constructor(
    private readonly changes: AccountChanges,
    private readonly factors: Pick<SecondFactors, 'takeTotp'>,
    private readonly throttle: SignInThrottle,
    private readonly sealer: Sealer | undefined,
  ) {}

  /**
   * Makes a secret for an app. Nothing changes before a code shows that the app has it; asked again, it makes another.
   *
   * @throws AccessError INVALID_STATE when there is one already, FEATURE_OFF where the key of the secrets is missing
   */
  async start(viewer: Viewer): Promise<TotpSetup> {
    const { sealer } = this;
    if (!sealer) throw new AccessError('FEATURE_OFF', 'This server cannot keep secrets: its key is missing');
    const secret = newTotpSecret();
    return this.changes.run(viewer, async ({ em, user, now }) => {
      const before = await em.findOne(TotpSecret, { userId: user.id });
      if (before?.enabledAt) throw alreadyOn();
      const row = before ?? new TotpSecret();
      row.userId = user.id;
      row.keyId = sealer.keyId;
      row.sealed = sealer.seal(secret, user.id);
      row.createdAt = now;
      row.enabledAt = null;
      row.lastStep = null;
      em.persist(row);
      return setupOf(secret, user.email);
    });
  }

  /**
   * Turns the second factor on once a code of the app shows that it has the secret.
   *
   * @returns Recovery codes, unless there are some already.
   * @throws AccessError BAD_USER_INPUT for a wrong code, INVALID_STATE, RATE_LIMITED
   */
  async enable(viewer: Viewer, code: string): Promise<string[] | null> {
    await this.throttle.guessingCode(viewer.userId);
    return this.changes.run(viewer, async (change) => {
      const { em, user, now, note, tell } = change;
      const secret = await em.findOne(
        TotpSecret,
        { userId: user.id },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (secret?.enabledAt) throw alreadyOn();
      if (!secret || now.getTime() - secret.createdAt.getTime() > TOTP_SETUP_MS)
        throw new AccessError('INVALID_STATE', 'Show your app a new secret first');
      if (!(await this.factors.takeTotp(em, secret, code)))
        throw new AccessError('BAD_USER_INPUT', SENTENCES.wrongCode, { field: 'code' });
      await this.throttle.codeWasRight(em, user.id);
      secret.enabledAt = now;
      note({ action: 'TOTP_ENABLED' });
      tell('TOTP_ENABLED');
      return enrolled(change, 'TOTP');
    });
  }

  /** Turns app codes off. Does nothing where they are off. */
  async disable(viewer: Viewer): Promise<void> {
    await this.changes.run(viewer, async ({ em, user, note, tell }) => {
      const secret = await em.findOne(TotpSecret, { userId: user.id });
      if (!secret) return;
      em.remove(secret);
      await afterRemoval(em, user.id);
      if (!secret.enabledAt) return;
      note({ action: 'TOTP_DISABLED' });
      tell('TOTP_DISABLED');
    });
  }

  /**
   * Makes fresh recovery codes, which replace the ones before.
   *
   * @throws AccessError INVALID_STATE without a second factor to recover from
   */
  async newRecoveryCodes(viewer: Viewer): Promise<string[]> {
    return this.changes.run(viewer, async ({ em, user, now, note, tell }: AccountChange) => {
      if (!hasSecondFactor(await standingOf(em, user.id)))
        throw new AccessError('INVALID_STATE', 'Add a passkey or an app first');
      const codes = await replaceRecoveryCodes(em, user.id, now);
      note({ action: 'RECOVERY_CODES_CREATED', details: { codes: codes.length } });
      tell('RECOVERY_CODES_CREATED');
      return codes;
    });
  }
}

function alreadyOn(): AccessError {
  return new AccessError('INVALID_STATE', 'An app makes your codes already; switch it off first');
}
