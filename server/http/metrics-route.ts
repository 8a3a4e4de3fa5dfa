import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { AccessError } from '../identity/errors.js';
import { withoutPort } from './client-address.js';
import type { Metrics } from './metrics.js';

interface Options {
  readonly metrics: Metrics;
  /** How many reverse proxies stand in front of us. */
  readonly proxies: number;
}

/** Measures every request, and tells at `/metrics`. */
export const metricsPlugin = fastifyPlugin<Options>(async (fastify, { metrics, proxies }) => {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requestSeconds.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });

  fastify.get('/metrics', async (request, reply) => {
    if (!isFromNearby(request, proxies))
      throw new AccessError('FORBIDDEN', 'Metrics are for the private network');
    return reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.print());
  });
  return Promise.resolve();
});

/**
 * Scrapers sign in nowhere, so `/metrics` is open to the machine itself and to private networks, and to nobody else.
 * A request that came through a proxy we were not told of counts as one from outside.
 */
function isFromNearby({ ip, headers }: FastifyRequest, proxies: number): boolean {
  if (proxies === 0 && (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined))
    return false;
  const address = withoutPort(ip);
  return address !== undefined && nearby.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

const nearby = new BlockList();
nearby.addSubnet('127.0.0.0', 8);
nearby.addSubnet('10.0.0.0', 8);
nearby.addSubnet('172.16.0.0', 12);
nearby.addSubnet('192.168.0.0', 16);
nearby.addAddress('::1', 'ipv6');
nearby.addSubnet('fc00::', 7, 'ipv6');
nearby.addSubnet('fe80::', 10, 'ipv6');
