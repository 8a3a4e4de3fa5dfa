import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { AccessError } from '../../identity/model/errors.js';
import { withoutPort } from '../headers/client-address.js';

/**
 * Refuses requests from outside the machine and private networks, for routes that scrapers use without signing in. A
 * request through an unconfigured proxy counts as one from outside.
 *
 * @throws AccessError FORBIDDEN
 */
export function assertNearby(request: FastifyRequest, proxies: number): void {
  if (isFromNearby(request, proxies)) return;
  throw new AccessError('FORBIDDEN', 'Metrics are for the private network');
}

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
