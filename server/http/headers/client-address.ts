import { isIP } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/** Matches an address with a port, as some gateways write it into X-Forwarded-For: `192.0.2.1:443`, `[2001:db8::1]:443`. */
const WITH_PORT = /^(?:\[([^\]]+)\]|([^:]+))(?::\d{1,5})?$/;

/** Removes the port from an address; undefined where it is no address, as a proxy may write `unknown`. */
export function withoutPort(text: string): string | undefined {
  const [, inBrackets, bare] = WITH_PORT.exec(text) ?? [];
  const address = inBrackets ?? bare ?? text;
  return isIP(address) === 0 ? undefined : address;
}

/**
 * Returns the client's address without a port: every connection has another port, and a limit that counted it would limit
 * nobody. Where a proxy wrote no address, it is the proxy's own.
 */
export function clientAddress({ ip, socket }: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  return withoutPort(ip) ?? socket.remoteAddress ?? '';
}

/**
 * Returns the key that limits count a client by: its address, or the network of an IPv6 address, all of which is one
 * client's.
 */
export function clientNetwork(request: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  return normalizeIP(clientAddress(request));
}
