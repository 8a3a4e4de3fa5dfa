import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../../ledger/model/clock.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import type { Origin } from '../model/origin.js';
import type { Sessions, SignedIn } from '../sessions/sessions.js';
import { hashToken } from '../model/tokens.js';
import { AccessError } from '../model/errors.js';
import {
  EXTERNAL_SIGN_IN_MS,
  ExternalSignIn,
  newBrowserToken,
  requestSecretsOf,
  type ExternalPurpose,
} from './external-sign-in.js';
import type { ExternalUsers } from './external-users.js';
import type { Issuer, Recognised } from './issuer.js';
import { CLOCK_TOLERANCE_SECONDS } from './oidc-config.js';
import { OidcFailure } from './oidc-failure.js';

/** The address that a browser is sent to, and the token that it keeps meanwhile. */
export interface IssuerRedirect {
  readonly url: URL;
  /** Token for a cookie that only this browser has. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Result of a completed visit to the issuer. */
export interface IssuerReturn {
  readonly returnTo: string;
  /** Undefined where somebody was signed in already, and has proved more. */
  readonly signedIn: SignedIn | undefined;
}

/** Failure of a visit to the issuer that had begun, with its purpose. */
export class SignInRefused extends OidcFailure {
  constructor(
    { failure, reason }: OidcFailure,
    readonly purpose: ExternalPurpose,
  ) {
    super(failure, reason);
  }
}

/** Signs people in whom an OpenID Connect issuer has recognised, see `docs/adr/0018-openid-connect.md`. */
export class OidcSignIns {
  constructor(
    readonly issuer: Issuer,
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    private readonly users: ExternalUsers,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Sends a browser to the issuer.
   *
   * @param askingSession The session it is for; null for a sign-in.
   * @param returnTo A path of ours.
   * @throws OidcFailure
   */
  async begin(
    purpose: ExternalPurpose,
    askingSession: string | null,
    returnTo: string,
  ): Promise<IssuerRedirect> {
    const token = newBrowserToken();
    const url = await this.issuer.urlFor(requestSecretsOf(token), purpose !== 'SIGN_IN');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + EXTERNAL_SIGN_IN_MS);
    await this.units.run(async (em) => {
      const row = new ExternalSignIn();
      row.tokenHash = hashToken(token);
      row.purpose = purpose;
      row.askingSession = askingSession;
      row.returnTo = returnTo;
      row.createdAt = now;
      row.expiresAt = expiresAt;
      em.persist(row);
      return Promise.resolve();
    });
    return { url, token, expiresAt };
  }

  /**
   * Completes the visit of a browser that the issuer has sent back.
   *
   * @param token From the browser's cookie: an answer without it was begun by somebody else.
   * @param search The query string of the answer.
   * @throws OidcFailure
   */
  async complete(token: string | undefined, search: string, origin: Origin): Promise<IssuerReturn> {
    if (token === undefined) throw new OidcFailure('EXPIRED', 'no cookie');
    const secrets = requestSecretsOf(token);
    // Checked before the row is used up, so that no page of another site can use it up.
    if (new URLSearchParams(search).get('state') !== secrets.state) throw new OidcFailure('INVALID', 'state');
    const begun = await this.units.run(async (em) => takeBack(em, hashToken(token), this.clock.now()));
    if (!begun) throw new OidcFailure('EXPIRED', 'no longer known');
    try {
      const recognised = await this.issuer.recognise(search, secrets);
      const { returnTo } = begun;
      return { returnTo, signedIn: await this.#proceed(begun, recognised, origin) };
    } catch (error) {
      throw error instanceof OidcFailure ? new SignInRefused(error, begun.purpose) : error;
    }
  }

  async #proceed(
    { purpose, askingSession, createdAt }: ExternalSignIn,
    recognised: Recognised,
    origin: Origin,
  ): Promise<SignedIn | undefined> {
    if (purpose === 'SIGN_IN') return this.#open(recognised, origin);
    const { authTime } = recognised;
    const since = createdAt.getTime() - CLOCK_TOLERANCE_SECONDS * 1000;
    // Requested by `max_age`, and not believed until it is seen.
    if (!authTime || authTime.getTime() < since) throw new OidcFailure('INVALID', 'not signed in anew');
    await this.users[purpose === 'CONFIRM' ? 'confirm' : 'link'](recognised, askingSession ?? '');
    return undefined;
  }

  async #open(recognised: Recognised, origin: Origin): Promise<SignedIn> {
    const user = await this.users.find(recognised);
    try {
      return await this.sessions.open(user, origin, 'OIDC', async () => Promise.resolve(undefined));
    } catch (error) {
      // Suspended between the two units of work.
      if (error instanceof AccessError) throw new OidcFailure('SUSPENDED');
      throw error;
    }
  }

  /** Deletes visits that were not completed in time. */
  async removeExpired(): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => em.nativeDelete(ExternalSignIn, { expiresAt: { $lte: now } }));
  }
}

async function takeBack(
  em: EntityManager,
  tokenHash: string,
  now: Date,
): Promise<ExternalSignIn | undefined> {
  const row = await em.findOne(ExternalSignIn, { tokenHash });
  // The second of two who come back at once finds nothing to remove.
  if (!row || (await em.nativeDelete(ExternalSignIn, { tokenHash })) === 0) return undefined;
  return row.expiresAt > now ? row : undefined;
}
