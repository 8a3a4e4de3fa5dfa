import cookie from '@fastify/cookie';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Context, Transport } from '../graphql/context.js';
import type { Accounts } from '../identity/accounts.js';
import { AccessError } from '../identity/errors.js';

const COOKIE = 'nissmart_session';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What browsers say of requests that our own pages or the user make; other clients say nothing. */
const OWN_SITES = new Set<unknown>([undefined, 'same-origin', 'none']);

interface Options {
  readonly accounts: Pick<Accounts, 'viewerOf'>;
}

/**
 * Tells who is asking, before anything else looks at the request. Requests carry their session as a cookie, for browsers,
 * or as a bearer token, for everybody else.
 */
export const sessionPlugin = fastifyPlugin<Options>(async (fastify, { accounts }) => {
  await fastify.register(cookie);
  fastify.addHook('onRequest', async (request) => {
    const token = sessionToken(request);
    if (token !== undefined) request.viewer = await accounts.viewerOf(token);
  });
});

/**
 * The token that a request carries; the header wins over the cookie.
 *
 * @throws AccessError FORBIDDEN when a page of another site makes the browser send the cookie with a change.
 */
function sessionToken(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const token = request.cookies[COOKIE];
  if (token === undefined) return undefined;
  if (!SAFE_METHODS.has(request.method) && !OWN_SITES.has(request.headers['sec-fetch-site'])) {
    throw new AccessError('FORBIDDEN', 'This request comes from another site');
  }
  return token;
}

/** What resolvers may know of the request and do to its answer. */
export function transportOf(request: FastifyRequest, reply: FastifyReply): Transport {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const;
  return {
    address: normalizeIP(request.ip),
    requestId: request.id,
    setSession: (token, expires) => void reply.setCookie(COOKIE, token, { ...options, expires }),
    clearSession: () => void reply.clearCookie(COOKIE, options),
    markReplayed: () => void reply.header('idempotency-replayed', 'true'),
  };
}

/** Makes the context of a request: every transport to the schema uses this one. */
export type MakeContext = (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
