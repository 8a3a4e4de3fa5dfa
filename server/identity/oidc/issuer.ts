import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  fetchUserInfo,
  type Configuration,
} from 'openid-client';
import { claimAt, type Claims } from './claims.js';
import type { RequestSecrets } from './external-sign-in.js';
import { OidcFailure, type OidcFailureCode } from './oidc-failure.js';
import { CLOCK_TOLERANCE_SECONDS, type OidcConfig } from './oidc-config.js';

const TIMEOUT_SECONDS = 5;
/**
 * Time for which discovered endpoints are cached, in milliseconds: they change, but seldom. The library fetches keys anew
 * when one is unknown.
 */
const KNOWN_FOR_MS = 60 * 60 * 1000;

/** A person whom the issuer has recognised. */
export interface Recognised {
  readonly issuer: string;
  readonly subject: string;
  /** Time when they proved their identity to the issuer; undefined when it does not say. */
  readonly authTime: Date | undefined;
  readonly claims: Claims;
}

/** Talks to the issuer, and only when somebody signs in: a server starts without it. */
export class Issuer {
  #known: { readonly configuration: Promise<Configuration>; readonly until: number } | undefined;

  constructor(
    readonly config: OidcConfig,
    private readonly redirectUri: () => string,
  ) {}

  /** @param anew True when they must sign in there again, however recently they did. @throws OidcFailure */
  async urlFor({ state, nonce, codeVerifier }: RequestSecrets, anew: boolean): Promise<URL> {
    return translated(async () =>
      buildAuthorizationUrl(await this.#configuration(), {
        redirect_uri: this.redirectUri(),
        scope: 'openid email profile',
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...{ state, nonce },
        ...(anew && { prompt: 'login', max_age: '0' }),
      }),
    );
  }

  /**
   * Takes the code that the issuer sent the browser back with: it is of this issuer, of this sign-in and good for once.
   *
   * @param search The query string that the browser came back with.
   * @throws OidcFailure
   */
  async recognise(search: string, { state, nonce, codeVerifier }: RequestSecrets): Promise<Recognised> {
    return translated(async () => {
      const configuration = await this.#configuration();
      const url = new URL(this.redirectUri());
      url.search = search;
      const tokens = await authorizationCodeGrant(configuration, url, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier },
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new OidcFailure('INVALID');
      const { iss: issuer, sub: subject, auth_time: authTime } = claims;
      return {
        ...{ issuer, subject },
        authTime: authTime === undefined ? undefined : new Date(authTime * 1000),
        claims: await this.#completed(configuration, claims, tokens.access_token),
      };
    });
  }

  /** Completes the claims from the userinfo endpoint: many issuers give the email and groups only there. */
  async #completed(configuration: Configuration, claims: { sub: string }, token: string): Promise<Claims> {
    const own: Claims = { ...claims };
    const wanted = ['email', 'email_verified', ...(this.config.roles ? [this.config.roles.claim] : [])];
    const complete = wanted.every((name) => claimAt(own, name) !== undefined);
    if (complete || configuration.serverMetadata().userinfo_endpoint === undefined) return own;
    return { ...(await fetchUserInfo(configuration, token, claims.sub)), ...own };
  }

  async #configuration(): Promise<Configuration> {
    if (this.#known && performance.now() < this.#known.until) return this.#known.configuration;
    const { issuer, clientId, clientSecret } = this.config;
    const url = new URL(issuer);
    const configuration = discovery(
      url,
      clientId,
      { client_secret: clientSecret, [clockTolerance]: CLOCK_TOLERANCE_SECONDS },
      undefined,
      {
        timeout: TIMEOUT_SECONDS,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- Marked so that it stands out; the configuration allows it on localhost only.
        ...(url.protocol === 'http:' && { execute: [allowInsecureRequests] }),
      },
    );
    const known = { configuration, until: performance.now() + KNOWN_FOR_MS };
    this.#known = known;
    // A failed discovery is tried again next time.
    configuration.catch(() => {
      if (this.#known === known) this.#known = undefined;
    });
    return configuration;
  }
}

/** Turns errors of the library into failures that keep only their code: messages may carry tokens and whole answers. */
async function translated<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof OidcFailure) throw error;
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    throw new OidcFailure(failureOf(error, code), code ?? (error instanceof Error ? error.name : 'unknown'));
  }
}

/** Codes of the library for an issuer that was not reached or gave no meaningful answer. */
const UNAVAILABLE = new Set(['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']);

function failureOf(error: unknown, code: string | undefined): OidcFailureCode {
  if (error instanceof AuthorizationResponseError) return 'DENIED';
  if (code === undefined && isUnreached(error)) return 'ISSUER_UNAVAILABLE';
  return code !== undefined && UNAVAILABLE.has(code) ? 'ISSUER_UNAVAILABLE' : 'INVALID';
}

/** Recognises by its name the error of a `fetch` that reached nobody: the library passes it on, or wraps it. */
function isUnreached(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, cause }: Partial<Record<keyof Error, unknown>> = error;
  return name === 'TypeError' || name === 'TimeoutError' || isUnreached(cause);
}
