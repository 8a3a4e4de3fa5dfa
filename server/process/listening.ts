import { once } from 'node:events';
import { createServer } from 'node:net';
import { ExitError } from '../config/exit-error.js';

interface Address {
  readonly host: string;
  readonly port: number;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already; choose another PORT, or PORT=0 for any free one',
  EACCES: 'this user may not; choose a PORT of 1024 or more',
  EADDRNOTAVAIL: 'HOST is not an address of this machine',
  ENOTFOUND: 'HOST is not an address of this machine',
};

/** Starts to listen, and names address and reason when that fails. */
export async function listening<Result>(
  { host, port }: Address,
  listen: () => Promise<Result>,
): Promise<Result> {
  try {
    return await listen();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new ExitError(`cannot listen on ${host}:${port}: ${REASONS[String(error.code)] ?? error.message}`);
  }
}

/** Checks that the port is free before any work is done. @throws ExitError */
export async function assertCanListen(address: Address): Promise<void> {
  const probe = createServer();
  await listening(address, async () => {
    probe.listen({ ...address, exclusive: true });
    await once(probe, 'listening');
  });
  probe.close();
  await once(probe, 'close');
}
