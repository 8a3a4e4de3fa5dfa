import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { appendToAuditLog, type Act } from '../../ledger/chain/audit-log.js';
import type { AuditDetails } from '../../ledger/model/audit-event.js';
import { erasePersonalDetailsBefore } from '../../ledger/chain/audit-personal.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { USER_AGENT_LENGTH_MAX } from '../model/device.js';
import type { Origin } from '../model/origin.js';
import type { Viewer } from '../model/viewer.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/**
 * Time for which the same denial to the same credential is written only once, in seconds: a program that goes on asking is
 * no news.
 */
const DENIAL_SECONDS = 10 * 60;
/**
 * Age at which addresses and devices are erased from the audit log, in milliseconds: they help only while something may
 * still be investigated.
 */
export const PERSONAL_DETAILS_MS = 365 * DAY_MS;

/** Ways to prove one's identity at sign-in. */
export type SignInMethod = 'REGISTRATION' | 'PASSWORD' | 'PASSKEY' | 'OIDC';

/** Reasons for which a sign-in was refused. */
export type SignInFailure = 'WRONG_PASSWORD' | 'WRONG_CODE' | 'SUSPENDED' | 'WRONG_CONFIRMATION';

/**
 * Writes sign-ins, denials and exports to the audit log. Never a password, a token, or the text that was typed as an email.
 */
export class AccessLog {
  readonly #denials = new RateLimiterMemory({ points: 1, duration: DENIAL_SECONDS });

  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
  ) {}

  /** @param userId Undefined where there is no such account: it costs the same write, so that its time tells nothing. */
  async signInFailed(userId: string | undefined, reason: SignInFailure, origin: Origin): Promise<void> {
    await this.#write({
      action: 'SIGN_IN_FAILED',
      actorId: null,
      ...(userId !== undefined && { userId }),
      details: { reason },
      personal: personalOf(origin),
    });
  }

  /** @param what A field of the schema or a route that the viewer is not allowed to use. */
  async denied({ userId, credential }: Viewer, what: string, origin: Origin): Promise<void> {
    if (!(await this.#isNews(`${credential.id} ${what}`))) return;
    await this.#write({
      action: 'ACCESS_DENIED',
      actorId: userId,
      userId,
      details: { what, credential: credential.kind },
      personal: personalOf(origin),
    });
  }

  /** @param details The thing that is exported, and its format. */
  async exportTaken(
    { userId, credential }: Viewer,
    { walletId, ...details }: AuditDetails & { readonly walletId?: string },
    origin: Origin,
  ): Promise<void> {
    await this.#write({
      action: 'EXPORT_TAKEN',
      actorId: userId,
      ...(walletId !== undefined && { walletId }),
      details: { ...details, credential: credential.kind },
      personal: personalOf(origin),
    });
  }

  /** Erases addresses and devices that are too old to help anybody. */
  async tidy(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - PERSONAL_DETAILS_MS);
    await this.units.run(async (em) => erasePersonalDetailsBefore(em, before));
  }

  async #isNews(key: string): Promise<boolean> {
    try {
      await this.#denials.consume(key);
      return true;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return false;
    }
  }

  async #write(act: Omit<Act, 'at' | 'reason'>): Promise<void> {
    const at = this.clock.now();
    await this.units.run(async (em) => appendToAuditLog(em, [{ ...act, at, reason: null }]));
  }
}

/** Builds the audit event of a sign-in, for the unit of work that opens the session. */
export function signedInAct(userId: string, method: SignInMethod, origin: Origin, at: Date): Act {
  const details = { method };
  return {
    ...{ action: 'SIGNED_IN', at, actorId: userId, userId, reason: null, details },
    personal: personalOf(origin),
  };
}

/** Takes the address and the device from a request. */
function personalOf({ address, userAgent }: Origin): AuditDetails {
  return {
    address,
    ...(userAgent !== undefined && { userAgent: userAgent.slice(0, USER_AGENT_LENGTH_MAX) }),
  };
}
