import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { RequestError } from '../../errors/problem.js';
import { Load, LOAD_LIMITS, type LoadLimits } from './load.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer lasts for as long as its client reads it, and has a limit of its own. */
    lasts?: true;
  }
  interface FastifyRequest {
    /** True for a request that was refused because there were too many. */
    refusedForLoad: boolean;
  }
}

interface Options {
  readonly limits?: LoadLimits | undefined;
  readonly onRefused: () => void;
}

const RETRY_AFTER_SECONDS = 1;
/** Made once: to trace where an error was made takes as long as the rest of a refusal. */
const TOO_MUCH = new RequestError('UNAVAILABLE', 'The server has too much to do; nothing happened', {
  retryAfterSeconds: RETRY_AFTER_SECONDS,
});
/** Interval of lines in the log while requests are refused, in milliseconds. */
const LOG_MS = 10_000;

/**
 * Refuses requests that would have to wait for too long, before anything is done for them: with so many more than it can answer,
 * a server would else be busy with those whose clients have given up.
 *
 * Whoever was refused and asks again on the same connection before Retry-After is over is kept waiting for as long. A refusal
 * takes a tenth of the time of an answer, so that some thousand clients who do not wait would take it all.
 */
export const admissionPlugin = fastifyPlugin<Options>(
  async (fastify, { limits = LOAD_LIMITS, onRefused }) => {
    const load = new Load(limits);
    const refusedAt = new WeakMap<Socket, number>();
    let refused = 0;
    let loggedAt = Number.NEGATIVE_INFINITY;

    const tellLog = (request: FastifyRequest, now: number): void => {
      refused += 1;
      if (now - loggedAt < LOG_MS) return;
      request.log.warn({ refused, underWay: load.underWay }, 'there is too much to do: requests are refused');
      loggedAt = now;
      refused = 0;
    };

    const admit = (
      request: FastifyRequest,
      reply: FastifyReply,
      waited: boolean,
      done: (error?: Error) => void,
    ): void => {
      const { raw } = reply;
      if (raw.destroyed) {
        // Its client has hung up while it was kept waiting.
        reply.hijack();
      } else if (load.isTooHighFor({ waited })) {
        const now = performance.now();
        refusedAt.set(request.raw.socket, now);
        request.refusedForLoad = true;
        tellLog(request, now);
        onRefused();
        done(TOO_MUCH);
      } else {
        if (!request.routeOptions.config.lasts) {
          load.begin();
          raw.once('close', () => {
            load.end(raw.writableFinished);
          });
        }
        done();
      }
    };

    fastify.decorateRequest('refusedForLoad', false);
    fastify.addHook('onRequest', (request, reply, done) => {
      const waited = performance.now() - (refusedAt.get(request.raw.socket) ?? Number.NEGATIVE_INFINITY);
      const left = limits.pauseMs - waited;
      if (left <= 0) admit(request, reply, false, done);
      else setTimeout(admit, left, request, reply, true, done).unref();
    });
    return Promise.resolve();
  },
);
