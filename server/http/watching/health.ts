import { setTimeout as sleep } from 'node:timers/promises';
import { fastifyPlugin } from 'fastify-plugin';

/** Where the process is in its life. */
export type Phase = 'starting' | 'serving' | 'stopping';

interface Options {
  readonly phase: () => Phase;
  /** False once nobody can tell what a COMMIT has stored. */
  readonly accepting: () => boolean;
  /** Rejects when the database does not answer. */
  readonly askDatabase: () => Promise<unknown>;
  /** How long the database may take. */
  readonly timeoutMs?: number;
}

/** For whoever watches over the process. It says what is wrong in one word; the log says more. */
export const healthPlugin = fastifyPlugin<Options>(async (fastify, options) => {
  const { phase, accepting, askDatabase, timeoutMs = 2_000 } = options;

  // Alive as long as it can answer at all; what to restart for is not decided here.
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
