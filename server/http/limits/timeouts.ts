import type { Socket } from 'node:net';
import { fastifyPlugin } from 'fastify-plugin';

/** Timeouts for slow clients, in milliseconds. */
export interface Timeouts {
  /** For the head of a request to arrive whole; from the connection on if nothing has come yet. */
  readonly headersMs: number;
  /** For the whole request. */
  readonly requestMs: number;
  /** Interval of the checks for late clients. */
  readonly checkMs: number;
  /** For the next request on a connection that had one. */
  readonly idleMs: number;
  /** For a client to take something of the answer that is being sent to it. */
  readonly unreadMs: number;
}

/** Default timeouts, which cut off a client that trickles in a request byte by byte within fifteen seconds. */
const DEFAULT_TIMEOUTS: Timeouts = {
  headersMs: 10_000,
  requestMs: 12_000,
  checkMs: 2_000,
  idleMs: 15_000,
  unreadMs: 30_000,
};

/**
 * Idle timeout behind a proxy, in milliseconds: longer than proxies keep a connection that they may use again, so that none
 * ends just as they send a request.
 */
const IDLE_BEHIND_PROXY_MS = 75_000;

export function timeoutsWith(proxies: number, given: Partial<Timeouts> = {}): Timeouts {
  return { ...DEFAULT_TIMEOUTS, ...(proxies > 0 && { idleMs: IDLE_BEHIND_PROXY_MS }), ...given };
}

/**
 * Cuts off clients that take nothing of their answers, which would otherwise wait in memory for as long as the clients
 * like. Node reports a connection that has been still for `unreadMs`. It ends only if a written answer is not taken, not
 * while the answer is still being computed.
 */
export const unreadAnswersPlugin = fastifyPlugin(async (fastify) => {
  fastify.addHook('onRequest', (_request, { raw: response }, done) => {
    response.on('timeout', (socket: Socket) => {
      if (socket.writableLength > 0) socket.destroy();
    });
    done();
  });
  return Promise.resolve();
});
