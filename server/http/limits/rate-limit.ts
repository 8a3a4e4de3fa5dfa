import rateLimit from '@fastify/rate-limit';
import { fastifyPlugin } from 'fastify-plugin';
import { AccessError } from '../../identity/model/errors.js';
import { clientNetwork } from '../headers/client-address.js';

/** Window of the limits, in milliseconds. A user may make twenty requests a second, everybody else at one address five. */
const WINDOW_MS = 60_000;
export const REQUESTS_PER_USER_MAX = 1_200;
export const REQUESTS_PER_ADDRESS_MAX = 300;

/** Maximum number of requests of one client in a window. */
export interface RequestLimits {
  readonly perUser: number;
  readonly perAddress: number;
}

export const REQUEST_LIMITS: RequestLimits = {
  perUser: REQUESTS_PER_USER_MAX,
  perAddress: REQUESTS_PER_ADDRESS_MAX,
};

/** Maximum number of counted users and addresses; the ones unseen for longest are forgotten first. */
const COUNTED_MAX = 20_000;

/**
 * Limits the requests of one client in a minute: by user wherever they come from, and by address while nobody is signed in.
 * It must be registered after the session plugin, which identifies the user. Sign-ins and registrations have tighter limits
 * of their own in `identity`, where both APIs meet.
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
