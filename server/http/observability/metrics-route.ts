import { fastifyPlugin } from 'fastify-plugin';
import type { Metrics } from './metrics.js';

interface Options {
  readonly metrics: Metrics;
}

/** Measures every request, and serves the metrics at `/metrics`. */
export const metricsPlugin = fastifyPlugin<Options>(async (fastify, { metrics }) => {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requestSeconds.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });

  fastify.get('/metrics', async (_request, reply) => {
    return reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.print());
  });
  return Promise.resolve();
});
