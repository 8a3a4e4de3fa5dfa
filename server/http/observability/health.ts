import { setTimeout as sleep } from 'node:timers/promises';
import { fastifyPlugin } from 'fastify-plugin';

/** Phase of the process's life. */
export type Phase = 'starting' | 'serving' | 'stopping';

interface Options {
  readonly phase: () => Phase;
  /** False once the outcome of a COMMIT is unknown. */
  readonly accepting: () => boolean;
  /** Rejects when the database does not answer. */
  readonly askDatabase: () => Promise<unknown>;
  /** Time that the database may take to answer, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Serves the health probes. They name a problem in one word; the log says more. */
export const healthPlugin = fastifyPlugin<Options>(async (fastify, options) => {
  const { phase, accepting, askDatabase, timeoutMs = 2_000 } = options;

  // Live as long as it can answer at all; other checks decide about restarts.
  fastify.get('/health/live', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  );

  fastify.get('/health/ready', async (request, reply) => {
    const reasons: string[] = [];
    if (phase() !== 'serving') reasons.push(phase());
    if (!accepting()) reasons.push('outcome unknown');
    try {
      await within(timeoutMs, askDatabase());
    } catch (error) {
      request.log.error({ err: error }, 'the database does not answer');
      reasons.push('database');
    }
    reply.header('cache-control', 'no-store');
    if (reasons.length === 0) return { status: 'ready' };
    return reply.code(503).send({ status: 'unavailable', reasons });
  });
  return Promise.resolve();
});

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const timeout = sleep(timeoutMs, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`No answer within ${String(timeoutMs)} ms`);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    timer.abort();
    await timeout.catch(() => undefined);
  }
}
