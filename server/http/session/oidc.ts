import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExternalPurpose } from '../../identity/oidc/external-sign-in.js';
import { OidcFailure } from '../../identity/oidc/oidc-failure.js';
import { SignInRefused, type OidcSignIns } from '../../identity/oidc/oidc-sign-ins.js';
import type { Clock } from '../../ledger/model/clock.js';
import { admit } from '../../identity/access/guard.js';
import { AccessError } from '../../identity/model/errors.js';
import { assertOwnSite, hostCookie, transportOf } from './session.js';

/** Path that the issuer sends browsers back to. */
export const OIDC_CALLBACK = '/auth/oidc/callback';
const START = '/auth/oidc/start';
const COOKIE = 'nissmart_oidc';
const PATH_LENGTH_MAX = 500;

const PURPOSES: Readonly<Partial<Record<string, ExternalPurpose>>> = { confirm: 'CONFIRM', link: 'LINK' };

const OWN_SESSION = { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF' } as const;
const LINKING = { ...OWN_SESSION, confirmed: 'EVERYBODY' } as const;

type Query = Readonly<Partial<Record<string, unknown>>>;

interface Options {
  /** Undefined where there is no issuer. */
  readonly signIns: OidcSignIns | undefined;
  readonly clock: Clock;
}

/** Signs in with an OpenID Connect issuer. Both routes redirect to a page; an error is a code in its address. */
export async function oidcPlugin(fastify: FastifyInstance, { signIns: some, clock }: Options): Promise<void> {
  const known = (): OidcSignIns => {
    if (!some) throw new AccessError('FEATURE_OFF', 'Nobody signs in with an issuer here');
    return some;
  };
  fastify.get<{ Querystring: Query }>(START, async (request, reply) => {
    const signIns = known();
    const { for: wanted, next } = request.query;
    const purpose = (typeof wanted === 'string' ? PURPOSES[wanted] : undefined) ?? 'SIGN_IN';
    try {
      const session = purpose === 'SIGN_IN' ? null : sessionFor(purpose, request, clock.now());
      const { url, token, expiresAt } = await signIns.begin(purpose, session, ownPath(next));
      setCookie(request, reply, token, expiresAt);
      return await leadTo(reply, url.href);
    } catch (error) {
      return leadBack(request, reply, error, purpose);
    }
  });

  fastify.get(OIDC_CALLBACK, async (request, reply) => {
    const signIns = known();
    const token = hostCookie(request, COOKIE);
    const transport = transportOf(request, reply);
    try {
      const search = new URL(request.url, 'http://localhost').search;
      const { returnTo, signedIn } = await signIns.complete(token, search, transport);
      if (signedIn) transport.setSession(signedIn.token, signedIn.expiresAt);
      setCookie(request, reply, '', new Date(0));
      return await leadTo(reply, returnTo);
    } catch (error) {
      return leadBack(request, reply, error, error instanceof SignInRefused ? error.purpose : 'SIGN_IN');
    }
  });
  return Promise.resolve();
}

/** @throws OidcFailure, and AccessError when a page of another site asks. */
function sessionFor(purpose: ExternalPurpose, request: FastifyRequest, now: Date): string {
  assertOwnSite(request);
  const { viewer } = request;
  if (!viewer) throw new OidcFailure('EXPIRED', 'nobody is signed in');
  admit(purpose === 'LINK' ? LINKING : OWN_SESSION, viewer, () => now);
  return viewer.credential.id;
}

/** Returns the requested path if it is one of ours, else `/`: nobody is redirected to another site from here. */
function ownPath(next: unknown): string {
  if (typeof next !== 'string' || next.length > PATH_LENGTH_MAX || !/^\/(?![/\\])/.test(next)) return '/';
  const base = 'http://own.invalid';
  if (!URL.canParse(next, base)) return '/';
  const { origin, pathname, search, hash } = new URL(next, base);
  // A path such as /.//example.com would become another host once it is on its own.
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}

/** Sets the cookie of a visit to the issuer. Lax and not strict: the issuer is another site, and sends the browser back. */
function setCookie(request: FastifyRequest, reply: FastifyReply, token: string, expires: Date): void {
  const prefix = request.protocol === 'https' ? '__Host-' : '';
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto', expires } as const;
  void reply.setCookie(`${prefix}${COOKIE}`, token, options);
}

async function leadTo(reply: FastifyReply, address: string): Promise<FastifyReply> {
  return reply.header('cache-control', 'no-store').redirect(address, 303);
}

async function leadBack(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  purpose: ExternalPurpose,
): Promise<FastifyReply> {
  const page = purpose === 'SIGN_IN' ? '/sign-in' : '/account';
  if (error instanceof AccessError) return leadTo(reply, `${page}?failed=${error.code}`);
  if (!(error instanceof OidcFailure)) throw error;
  const { failure, reason } = error;
  request.log.warn({ failure, ...(reason !== undefined && { reason }) }, 'a sign-in elsewhere failed');
  return leadTo(reply, `${page}?failed=${failure}`);
}
