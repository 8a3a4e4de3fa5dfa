import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { DEMO_PASSWORD, DEMO_USERS } from '../demo/sign-ins.js';
import { trustedDocuments } from './documents.js';
import { Context } from '../graphql/context/context.js';
import { RowReads } from '../graphql/context/row-reads.js';
import { buildGraphqlSchema } from '../graphql/schema.js';
import { buildApolloServer } from '../graphql/engine/server.js';
import { StoredOperations } from '../graphql/engine/stored-operations.js';
import { Subscriptions } from '../graphql/engine/subscriptions.js';
import { accessPlugin } from '../http/session/access.js';
import { dashboardPlugin, findDashboard } from '../http/pages/dashboard.js';
import { admissionPlugin } from '../http/limits/admission.js';
import { limitConnections } from '../http/limits/connection-limit.js';
import { Connections } from '../http/limits/connections.js';
import { expectedUserPlugin } from '../http/session/expected-user.js';
import { errorsPlugin } from '../http/errors.js';
import { exactRequestsPlugin } from '../http/graphql/exact-requests.js';
import { explorerPlugin } from '../http/pages/explorer.js';
import { graphqlMetrics, observingOperations } from '../http/graphql/graphql-metrics.js';
import { graphqlStreamPlugin } from '../http/graphql/graphql-stream.js';
import { graphqlPlugin } from '../http/graphql/graphql.js';
import { healthPlugin, type Phase } from '../http/observability/health.js';
import { metricsPlugin } from '../http/observability/metrics-route.js';
import { Metrics } from '../http/observability/metrics.js';
import { OIDC_CALLBACK, oidcPlugin } from '../http/session/oidc.js';
import { serverOptions } from '../http/options.js';
import { timeoutsWith, unreadAnswersPlugin } from '../http/limits/timeouts.js';
import { landingPlugin, pageFilesPlugin } from '../http/pages/plugin.js';
import { rateLimitPlugin, REQUEST_LIMITS } from '../http/limits/rate-limit.js';
import { requestHeadPlugin } from '../http/limits/request-head.js';
import { requestLogPlugin } from '../http/observability/request-log.js';
import { securityHeadersPlugin } from '../http/headers/security-headers.js';
import { sessionPlugin, transportOf, type MakeContext } from '../http/session/session.js';
import { relyingPartyOf } from '../identity/factors/relying-party.js';
import type { Clock } from '../ledger/model/clock.js';
import { OpenStreams } from '../live/open-streams.js';
import { Checkpoints } from '../ledger/proof/checkpoints.js';
import { signingStateOf, usedKeys, type SigningState } from '../ledger/proof/keys.js';
import { readSnapshot } from '../ledger/database/snapshot.js';
import { openEncryptionKey } from '../keys/encryption-key.js';
import { openKeyRing } from '../keys/key-ring.js';
import { riskLog } from '../http/observability/risk-log.js';
import { lastVerification } from '../reports/summary/integrity.js';
import { openAlerts } from '../reports/risk/stored.js';
import { restPlugin } from '../rest/plugin.js';
import type { Bounds } from './bounds.js';
import { openServices, type OpenServices } from './services.js';
import { outboxOptionsOf } from '../mail/outbox-options.js';

/** A wired server that is not listening yet. */
export interface App {
  readonly fastify: FastifyInstance;
  readonly services: OpenServices;
  readonly checkpoints: Checkpoints;
  readonly signingState: SigningState;
  /** @returns The address, such as `http://127.0.0.1:4000`. */
  listen(): Promise<string>;
  /** Asks busy clients to leave their connections, while they are still served; for a server with many clients. */
  drain(): Promise<void>;
  /** Stops listening, answers what was accepted, closes the database. Safe to call more than once. */
  close(): Promise<void>;
}

export interface AppOptions {
  readonly clock?: Clock;
  readonly logger?: FastifyBaseLogger;
  /** Called after a failed COMMIT or a lost connection: the process should close the app and end with a failure. */
  readonly onOutcomeUnknown?: (cause: unknown) => void;
  /** Limits on clients; tests set smaller ones, to reach them sooner. */
  readonly bounds?: Bounds;
}

/** Wires everything once. The process and every test of the server go through here. */
export async function buildApp(config: Config, options: AppOptions = {}): Promise<App> {
  const { trustProxy: proxies } = config;
  const schema = buildGraphqlSchema();
  const dashboard = findDashboard();
  const documents = trustedDocuments(config, schema, dashboard);
  const timeouts = timeoutsWith(proxies, options.bounds?.timeouts);
  const fastify = Fastify(serverOptions({ proxies, timeouts, logger: options.logger }));
  if (config.rateLimit && proxies === 0)
    limitConnections(fastify.server, options.bounds?.connectionsPerAddress);
  const connections = new Connections(fastify);
  const metrics = new Metrics();
  let listeningOn: string | undefined;
  const publicUrl = () => config.publicUrl ?? listeningOn ?? '';
  const outboxOptions = outboxOptionsOf(config, publicUrl, fastify.log);
  const services = await openServices({
    databaseUrl: config.databaseUrl,
    settlement: config.settlement,
    rateLimit: config.rateLimit,
    ...(options.bounds?.work && { workLimits: options.bounds.work }),
    sessions: config.sessions,
    staffSecondFactor: config.staffSecondFactor,
    openSealer: (path, inUse) => openEncryptionKey(path, config.encryptionKeyFile, inUse),
    relyingParty: () => relyingPartyOf(config.publicUrl, listeningOn),
    ...(outboxOptions && { outbox: outboxOptions }),
    verifyEmail: config.verifyEmail,
    ...(config.oidc && {
      elsewhere: { config: config.oidc, redirectUri: () => `${publicUrl()}${OIDC_CALLBACK}` },
    }),
    onBatch: metrics.observeBatch,
    onRisk: riskLog(fastify.log),
    ...(options.clock && { clock: options.clock }),
    ...(options.onOutcomeUnknown && { onOutcomeUnknown: options.onOutcomeUnknown }),
  });
  const { viewers, ledger, storage, units, accessLog } = services;
  const streams = new OpenStreams(options.bounds?.streams);
  metrics.watchLedger(ledger, units);
  metrics.watchStreams(streams);
  metrics.watchRisk(async () => readSnapshot(storage.reader, openAlerts));
  metrics.watchIntegrity(async () => readSnapshot(storage.reader, lastVerification));
  const keys = openKeyRing(storage.path, config.signingKeyFile, await readSnapshot(storage.reader, usedKeys));
  const signingState = signingStateOf(keys);
  metrics.watchSigning(signingState);
  const signing = signingState === 'READY' ? keys.signing : undefined;
  const checkpoints = new Checkpoints(storage.background, units, services.clock, signing);
  let phase: Phase = 'starting';

  const apollo = buildApolloServer(schema, fastify.log, [graphqlMetrics(metrics)], config.introspection);
  await apollo.start();
  const demo = config.demo ? { accounts: DEMO_USERS, password: DEMO_PASSWORD } : null;
  const rows = new RowReads(storage.reader);
  const api = {
    ...{ ...services, reader: storage.reader, longReads: storage.longReads, rows, demo, keys },
    sendsMail: services.outbox !== undefined,
    signInWith: config.oidc?.name ?? null,
    checkpointSeconds: config.checkpointSeconds,
  };
  const makeContext: MakeContext = async (request, reply, listener) =>
    Promise.resolve(new Context(request.viewer, api, transportOf(request, reply), listener));

  await fastify.register(requestLogPlugin);
  await fastify.register(securityHeadersPlugin);
  await fastify.register(errorsPlugin);
  await fastify.register(unreadAnswersPlugin);
  await fastify.register(requestHeadPlugin);
  await fastify.register(accessPlugin, { clock: services.clock, proxies: config.trustProxy, accessLog });
  await fastify.register(metricsPlugin, { metrics });
  await fastify.register(healthPlugin, {
    phase: () => phase,
    accepting: () => units.accepting,
    askDatabase: async (): Promise<unknown> => {
      if (units.stalled) throw new Error('The database lets no unit of work go on');
      return storage.reader.getConnection().execute('select 1 from users limit 1');
    },
  });
  await fastify.register(pageFilesPlugin);
  if (dashboard === undefined) await fastify.register(landingPlugin, { demo: config.demo });
  else await fastify.register(dashboardPlugin, { root: dashboard });
  if (config.docs) await fastify.register(explorerPlugin);
  // Only routes below know the viewer, are rate-limited and refused when there is too much to do.
  await fastify.register(async (api) => {
    await api.register(admissionPlugin, { limits: options.bounds?.load, onRefused: metrics.countRefused });
    await api.register(sessionPlugin, { viewers });
    if (config.rateLimit) await api.register(rateLimitPlugin, options.bounds?.requests ?? REQUEST_LIMITS);
    await api.register(oidcPlugin, { signIns: services.oidc, clock: services.clock });
    await api.register(expectedUserPlugin);
    await api.register(exactRequestsPlugin);
    await api.register(graphqlPlugin, { apollo, documents, makeContext, explorer: config.docs });
    const subscriptions = new Subscriptions(schema, fastify.log, config.introspection);
    const watch = { viewers, changes: units.changes };
    await api.register(graphqlStreamPlugin, {
      subscriptions,
      streams,
      ...watch,
      documents,
      makeContext,
      metrics,
    });
    const operations = new StoredOperations(schema, fastify.log, observingOperations(metrics));
    await api.register(restPlugin, {
      ...{ operations, schema, makeContext, ...watch, docs: config.docs },
      ...(options.bounds?.exports && { exportLimits: options.bounds.exports }),
    });
  });

  let closing: Promise<void> | undefined;
  return {
    fastify,
    services,
    checkpoints,
    signingState,
    listen: async () => {
      const address = await fastify.listen({ host: config.host, port: config.port });
      listeningOn = address;
      phase = 'serving';
      return address;
    },
    drain: async () => {
      phase = 'stopping';
      streams.end();
      await connections.drain();
    },
    close: async () => {
      closing ??= (async () => {
        phase = 'stopping';
        streams.end();
        await connections.end();
        await apollo.stop();
        await services.close();
      })();
      return closing;
    },
  };
}
