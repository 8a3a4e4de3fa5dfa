import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Config } from './config.js';
import { DEMO_PASSWORD, DEMO_USERS } from './demo/sign-ins.js';
import { Context } from './graphql/context.js';
import { buildGraphqlSchema } from './graphql/schema.js';
import { buildApolloServer } from './graphql/server.js';
import { dashboardPlugin, findDashboard } from './http/dashboard.js';
import { Connections } from './http/connections.js';
import { errorsPlugin } from './http/errors.js';
import { explorerPlugin } from './http/explorer.js';
import { graphqlMetrics } from './http/graphql-metrics.js';
import { graphqlPlugin } from './http/graphql.js';
import { healthPlugin, type Phase } from './http/health.js';
import { metricsPlugin } from './http/metrics-route.js';
import { Metrics } from './http/metrics.js';
import { serverOptions } from './http/options.js';
import { landingPlugin, pageFilesPlugin } from './http/pages/plugin.js';
import { rateLimitPlugin } from './http/rate-limit.js';
import { requestLogPlugin } from './http/request-log.js';
import { securityHeadersPlugin } from './http/security-headers.js';
import { sessionPlugin, transportOf, type MakeContext } from './http/session.js';
import type { Clock } from './ledger/clock.js';
import { restPlugin } from './rest/plugin.js';
import { openServices, type OpenServices } from './services.js';

/** A wired server that is not listening yet. */
export interface App {
  readonly fastify: FastifyInstance;
  readonly services: OpenServices;
  /** @returns The address, such as `http://127.0.0.1:4000`. */
  listen(): Promise<string>;
  /** Asks busy clients to leave their connections, while they are still served; for a server that many are talking to. */
  drain(): Promise<void>;
  /** Stops listening, answers what was accepted, closes the database. Safe to call more than once. */
  close(): Promise<void>;
}

export interface AppOptions {
  readonly clock?: Clock;
  readonly logger?: FastifyBaseLogger;
  /** A COMMIT failed: the process should close the app and end with a failure. */
  readonly onOutcomeUnknown?: (cause: unknown) => void;
}

/** Wires everything once. The process and every test of the server go through here. */
export async function buildApp(config: Config, options: AppOptions = {}): Promise<App> {
  const fastify = Fastify(serverOptions(config.trustProxy, options.logger));
  const connections = new Connections(fastify);
  const metrics = new Metrics();
  const services = await openServices({
    databaseUrl: config.databaseUrl,
    rateLimit: config.rateLimit,
    onBatch: metrics.observeBatch,
    ...(options.clock && { clock: options.clock }),
    ...(options.onOutcomeUnknown && { onOutcomeUnknown: options.onOutcomeUnknown }),
  });
  const { accounts, ledger, reports, storage, units } = services;
  metrics.watchLedger(ledger, units);
  let phase: Phase = 'starting';

  const schema = buildGraphqlSchema();
  const apollo = buildApolloServer(schema, fastify.log, [graphqlMetrics(metrics)]);
  await apollo.start();
  const demo = config.demo ? { accounts: DEMO_USERS, password: DEMO_PASSWORD } : null;
  const makeContext: MakeContext = async (request, reply) => {
    const api = { accounts, ledger, reports, reader: storage.reader, clock: services.clock, demo };
    return Promise.resolve(new Context(request.viewer, api, transportOf(request, reply)));
  };

  await fastify.register(requestLogPlugin);
  await fastify.register(securityHeadersPlugin);
  await fastify.register(errorsPlugin);
  await fastify.register(metricsPlugin, { metrics, proxies: config.trustProxy });
  await fastify.register(healthPlugin, {
    phase: () => phase,
    accepting: () => units.accepting,
    askDatabase: async (): Promise<unknown> =>
      storage.reader.getConnection().execute('select 1 from users limit 1'),
  });
  await fastify.register(pageFilesPlugin);
  const dashboard = findDashboard();
  if (dashboard === undefined) await fastify.register(landingPlugin, { demo: config.demo });
  else await fastify.register(dashboardPlugin, { root: dashboard });
  await fastify.register(explorerPlugin);
  // Only what is below knows who is asking, and counts how often.
  await fastify.register(async (api) => {
    await api.register(sessionPlugin, { accounts });
    if (config.rateLimit) await api.register(rateLimitPlugin);
    await api.register(graphqlPlugin, { apollo, makeContext });
    await api.register(restPlugin, { apollo, schema, makeContext });
  });

  let closing: Promise<void> | undefined;
  return {
    fastify,
    services,
    listen: async () => {
      const address = await fastify.listen({ host: config.host, port: config.port });
      phase = 'serving';
      return address;
    },
    drain: async () => {
      phase = 'stopping';
      await connections.drain();
    },
    close: async () => {
      closing ??= (async () => {
        phase = 'stopping';
        await connections.end();
        await apollo.stop();
        await services.close();
      })();
      return closing;
    },
  };
}
