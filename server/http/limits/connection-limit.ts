import type { Server, Socket } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';

/** Maximum number of connections from one address: an office behind one address, with six connections a browser. */
export const CONNECTIONS_PER_ADDRESS_MAX = 1_000;
/** Maximum number of connections: each costs some kilobytes, and beyond them the system would run out of files. */
export const CONNECTIONS_MAX = 10_000;

/**
 * Limits the connections in total and from one address, and closes those beyond before anything is read from them. Behind a
 * proxy all come from its address, so that there the proxy has to limit each client.
 */
export function limitConnections(server: Server, perAddressMax = CONNECTIONS_PER_ADDRESS_MAX): void {
  const open = new Map<string, number>();
  server.maxConnections = CONNECTIONS_MAX;
  server.on('connection', (socket: Socket) => {
    const address = normalizeIP(socket.remoteAddress ?? '');
    const count = (open.get(address) ?? 0) + 1;
    if (count > perAddressMax) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
