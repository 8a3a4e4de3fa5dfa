import cookie from '@fastify/cookie';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Context, Listener, Transport } from '../../graphql/context/context.js';
import { AccessError } from '../../identity/model/errors.js';
import type { Viewer } from '../../identity/model/viewer.js';
import type { Viewers } from '../../identity/sessions/viewers.js';
import { clientAddress } from '../headers/client-address.js';

const SESSION = 'nissmart_session';
/** Cookie of a browser's device token, by which accounts that were signed in to with it know it; it grants no access. */
const DEVICE = 'nissmart_device';
/** Prefix of cookies that browsers take from this very host alone, and over HTTPS alone: no neighbour can plant one. */
const HOST_ONLY = '__Host-';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Values of `Sec-Fetch-Site` for requests from our own pages or the user; clients other than browsers send none. */
const OWN_SITES = new Set<unknown>([undefined, 'same-origin', 'none']);

interface Options {
  readonly viewers: Pick<Viewers, 'ofBearer' | 'ofCookie'>;
}

/**
 * Finds the viewer before anything else looks at the request. Browsers carry their session as a cookie; everybody else has
 * a bearer token, of a session or for the API. The header wins over the cookie.
 */
export const sessionPlugin = fastifyPlugin<Options>(async (fastify, { viewers }) => {
  await fastify.register(cookie);
  fastify.addHook('onRequest', async (request) => {
    request.viewer = await viewerOf(request, viewers);
  });
});

/** @throws AccessError FORBIDDEN when a page of another site makes the browser send the cookie with a change. */
async function viewerOf(request: FastifyRequest, viewers: Options['viewers']): Promise<Viewer | null> {
  const bearer = bearerOf(request);
  if (bearer !== undefined) return viewers.ofBearer(bearer);
  const token = hostCookie(request, SESSION);
  if (token === undefined) return null;
  if (!SAFE_METHODS.has(request.method)) assertOwnSite(request);
  return viewers.ofCookie(token);
}

/** Reads the bearer token, which is sent on purpose: no page can make a browser add it. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1];
}

/** True when the viewer is known by the cookie, which a browser adds by itself. */
export function speaksByCookie(request: FastifyRequest): boolean {
  return bearerOf(request) === undefined && hostCookie(request, SESSION) !== undefined;
}

/** Reads a cookie. Over HTTPS a bare name counts for nothing: another site of the same domain may have set it. */
export function hostCookie({ cookies, protocol }: FastifyRequest, name: string): string | undefined {
  return cookies[protocol === 'https' ? `${HOST_ONLY}${name}` : name];
}

/**
 * Refuses requests that come from pages of other sites. Browsers that do not send `Sec-Fetch-Site` send `Origin`; other
 * clients send neither.
 *
 * @throws AccessError FORBIDDEN when a page of another site makes the browser ask.
 */
export function assertOwnSite({ headers, host }: FastifyRequest): void {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isOwnOrigin = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
  if (!OWN_SITES.has(site) || (site === undefined && !isOwnOrigin))
    throw new AccessError('FORBIDDEN', 'This request comes from another site');
}

/** Builds the part of a request and its answer that resolvers may use. */
export function transportOf(request: FastifyRequest, reply: FastifyReply): Transport {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const;
  const prefix = request.protocol === 'https' ? HOST_ONLY : '';
  return {
    address: normalizeIP(clientAddress(request)),
    device: hostCookie(request, DEVICE),
    userAgent: request.headers['user-agent'],
    sessionCookie: hostCookie(request, SESSION),
    requestId: request.id,
    caller: {
      get aborted() {
        return reply.raw.destroyed;
      },
    },
    setSession: (token, expires) =>
      void reply.setCookie(`${prefix}${SESSION}`, token, { ...options, expires }),
    clearSession: () => {
      for (const name of new Set([`${prefix}${SESSION}`, SESSION])) reply.clearCookie(name, options);
    },
    setDevice: (token, expires) => void reply.setCookie(`${prefix}${DEVICE}`, token, { ...options, expires }),
    markReplayed: () => void reply.header('idempotency-replayed', 'true'),
  };
}

/** Makes the context of a request: every transport to the schema uses this one. */
export type MakeContext = (
  request: FastifyRequest,
  reply: FastifyReply,
  listener?: Listener,
) => Promise<Context>;
