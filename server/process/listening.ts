import { once } from 'node:events';
import { createServer } from 'node:net';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** The server cannot listen where it should. */
export class ListenError extends Error {
  readonly code: string;

  constructor({ host, port }: Address, cause: Error) {
    const code = 'code' in cause ? String(cause.code) : '';
    super(`cannot listen on ${host}:${port}: ${REASONS[code] ?? cause.message}`, { cause });
    this.name = 'ListenError';
    this.code = code;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already; choose another PORT, or PORT=0 for any free one',
  EACCES: 'this user may not; choose a PORT of 1024 or more',
  EADDRNOTAVAIL: 'HOST is no address of this machine',
  ENOTFOUND: 'HOST is no address of this machine',
};

/** Finds out before any work is done that somebody else has the port. @throws ListenError */
export async function assertCanListen({ host, port }: Address): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
  } catch (error) {
    throw error instanceof Error ? new ListenError({ host, port }, error) : error;
  }
  probe.close();
  await once(probe, 'close');
}
