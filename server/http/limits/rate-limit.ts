import rateLimit from '@fastify/rate-limit';
import { fastifyPlugin } from 'fastify-plugin';
import { AccessError } from '../../identity/model/errors.js';
import { clientNetwork } from '../headers/client-address.js';

/** Requests in a window: twenty a second for each user, five for everybody else at one address. */
const WINDOW_MS = 60_000;
export const REQUESTS_PER_USER_MAX = 1_200;
export const REQUESTS_PER_ADDRESS_MAX = 300;

/** Requests of one client in a window. */
export interface RequestLimits {
  readonly perUser: number;
  readonly perAddress: number;
}

export const REQUEST_LIMITS: RequestLimits = {
  perUser: REQUESTS_PER_USER_MAX,
  perAddress: REQUESTS_PER_ADDRESS_MAX,
};

/** How many users and addresses are kept count of; the ones unseen for longest are forgotten first. */
const COUNTED_MAX = 20_000;

/**
 * Bounds what one client may ask for in a minute: a user wherever they come from, and an address as long as nobody is
 * signed in. It must be registered after the session plugin, which tells the two apart. Sign-ins and registrations have
 * tighter bounds of their own where both APIs meet, in `identity`.
 */
export const rateLimitPlugin = fastifyPlugin<RequestLimits>(async (fastify, { perUser, perAddress }) => {
  await fastify.register(rateLimit, {
    timeWindow: WINDOW_MS,
    max: ({ viewer }) => (viewer ? perUser : perAddress),
    keyGenerator: (request) =>
      request.viewer ? `user ${request.viewer.userId}` : `address ${clientNetwork(request)}`,
    cache: COUNTED_MAX,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new AccessError('RATE_LIMITED', 'Too many requests; try again later', {
        retryAfterSeconds: Math.ceil(ttl / 1000),
      }),
  });
});
