import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import helmet from 'helmet';

const ONE_YEAR_SECONDS = 31_536_000;

/** Denies browser features that our pages never need, so that no script that gets into one has them either. */
const PERMISSIONS = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer'],
  ...['microphone', 'midi', 'payment', 'usb'],
]
  .map((feature) => `${feature}=()`)
  .join(', ');

type Directives = Readonly<Record<string, readonly string[]>>;

const STRICT: Directives = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** Formats the content security policy of our own pages, with exceptions for a tool that cannot do without. */
export function contentSecurityPolicy(exceptions: Directives = {}): string {
  return Object.entries({ ...STRICT, ...exceptions })
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}

/**
 * Helmet's headers. They are the same for all answers, so they are computed once and not, as by @fastify/helmet, for each
 * request: that costs as much as the rest of a small answer.
 */
const HEADERS: OutgoingHttpHeaders = {
  ...helmetHeaders(),
  'content-security-policy': contentSecurityPolicy(),
  'permissions-policy': PERMISSIONS,
};

/** Puts the headers on every answer of a route. */
export const securityHeadersPlugin = fastifyPlugin(async (fastify) => {
  fastify.addHook('onRequest', (request, reply, done) => {
    setSecurityHeaders(request, reply);
    done();
  });
  return Promise.resolve();
});

/** The headers that hold for whatever a page is made of. */
const FOR_PARTS = new Set(['cross-origin-resource-policy', 'x-content-type-options']);

/**
 * Takes those off that say what a page may do, for an answer that no browser shows as a page: each of its many parts would
 * carry nearly a kilobyte of them.
 */
export function keepHeadersOfParts(reply: FastifyReply): void {
  for (const name of Object.keys(HEADERS)) if (!FOR_PARTS.has(name)) reply.removeHeader(name);
}

/** Puts them on one answer: requests without a route, because their address is malformed, run no hook. */
export function setSecurityHeaders({ protocol }: FastifyRequest, reply: FastifyReply): void {
  reply.headers(HEADERS);
  // Only over HTTPS, because a browser that has seen it would never again use plain HTTP with this host.
  if (protocol === 'https') reply.header('strict-transport-security', `max-age=${ONE_YEAR_SECONDS}`);
}

function helmetHeaders(): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet({ contentSecurityPolicy: false, strictTransportSecurity: false })(
    request,
    response,
    () => undefined,
  );
  return response.getHeaders();
}
