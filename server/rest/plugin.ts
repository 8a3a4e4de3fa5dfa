import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { StoredOperations } from '../graphql/engine/stored-operations.js';
import type { Viewers } from '../identity/sessions/viewers.js';
import type { Changes } from '../ledger/database/changes.js';
import { ResponseSlots, type SlotLimits } from '../live/response-slots.js';
import { answerNotFound, RequestError } from '../errors/problem.js';
import { docsPlugin } from './openapi/docs.js';
import { endpointsOf, fieldsOf } from './routes/endpoint.js';
import { endpointHandler, type Incoming, type MakeContext } from './handling/handler.js';
import { API, type Route } from './routes/routes.js';
import { breakOff, EXPORT_LIMITS, streamHandler, type OpenStreams } from './handling/stream-handler.js';

export interface RestOptions {
  readonly operations: StoredOperations;
  readonly schema: GraphQLSchema;
  readonly makeContext: MakeContext;
  readonly viewers: Pick<Viewers, 'isSignedIn' | 'isSuspended'>;
  readonly changes: Changes;
  /** True when its description and its documentation are served. */
  readonly docs: boolean;
  /** Limits of simultaneous exports and statements, which last for as long as they are read. */
  readonly exportLimits?: SlotLimits;
}

/**
 * Maximum rate of exports: one fills the buffers of its connection before anybody reads of it, so that beginning one costs
 * more than another request.
 */
export const EXPORT_RATE = { max: 60, timeWindow: 60_000 };
/** Maximum size of a body, in bytes. No valid request comes near: the largest field, the metadata, has 4 000 bytes. */
const BODY_BYTES_MAX = 32 * 1024;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Serves REST under `/api`, with its description and its documentation. */
export async function restPlugin(fastify: FastifyInstance, options: RestOptions): Promise<void> {
  await fastify.register(api, { ...options, prefix: API });
}

async function api(
  fastify: FastifyInstance,
  { operations, schema, makeContext, viewers, changes, docs, exportLimits = EXPORT_LIMITS }: RestOptions,
): Promise<void> {
  refuseOtherPaths(fastify);

  const openStreams: OpenStreams = new Set();
  const endings = { open: openStreams, slots: new ResponseSlots('exports', exportLimits), viewers, changes };
  fastify.addHook('preClose', (done) => {
    breakOff(openStreams);
    done();
  });
  const endpoints = endpointsOf(schema);
  for (const endpoint of endpoints) {
    const { method, path } = endpoint.route;
    fastify.route<Incoming>({
      method,
      url: urlOf(path),
      bodyLimit: endpoint.route.bodyBytesMax ?? BODY_BYTES_MAX,
      config:
        'stream' in endpoint ? { rateLimit: EXPORT_RATE, lasts: true } : { executes: fieldsOf(endpoint) },
      handler:
        'stream' in endpoint
          ? streamHandler(endpoint, schema, makeContext, endings)
          : endpointHandler(endpoint, operations, makeContext),
    });
  }
  for (const [path, routes] of Map.groupBy(endpoints, ({ route }) => route.path)) {
    refuseOtherMethods(
      fastify,
      path,
      routes.map(({ route }) => route),
    );
  }
  refuseOtherMethods(fastify, '/', [{ method: 'GET' }]);
  await fastify.register(docsPlugin, { endpoints, schema, served: docs });
}

function refuseOtherMethods(
  fastify: FastifyInstance,
  path: string,
  routes: readonly Pick<Route, 'method'>[],
): void {
  const allowed = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const allow = allowed.join(', ');
  fastify.route({
    method: METHODS.filter((method) => !allowed.includes(method)),
    url: urlOf(path),
    config: { refuses: true },
    // Before the body is read, so that no mistake in it comes first.
    onRequest: (request, reply, done) => {
      void reply.header('allow', allow);
      done(
        new RequestError(
          'BAD_USER_INPUT',
          `${API}${path} answers to ${allow}, not to ${request.method}`,
          {},
          405,
        ),
      );
    },
    handler: () => undefined,
  });
}

/**
 * Answers unknown paths by a route and not by a not-found handler, because a user interface may have routes for every path.
 */
function refuseOtherPaths(fastify: FastifyInstance): void {
  fastify.route({
    method: METHODS,
    url: '/*',
    config: { refuses: true },
    onRequest: (request, reply) => void answerNotFound(request, reply),
    handler: () => undefined,
  });
}

/** Writes a path's parameters in Fastify's syntax. */
function urlOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
