import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../graphql/context/context.js';
import type { StoredOperations } from '../../graphql/engine/stored-operations.js';
import { problemOfGraphql, RequestError, sendProblem } from '../../errors/problem.js';
import type { DocumentEndpoint } from '../routes/endpoint.js';
import { answerPathOf, API, PREVIEW } from '../routes/routes.js';
import { variableReader } from './variables.js';

/** Types of a request's parts, before anything is checked. */
export interface Incoming {
  Params: Readonly<Record<string, string>>;
  Querystring: Readonly<Record<string, string | string[]>>;
  Body: unknown;
}

export type MakeContext = (request: FastifyRequest<Incoming>, reply: FastifyReply) => Promise<Context>;
export type Handler = (request: FastifyRequest<Incoming>, reply: FastifyReply) => Promise<FastifyReply>;

/** Answers a route by executing its stored document, with the viewer, the resolvers and the limits of the GraphQL endpoint. */
export function endpointHandler(
  endpoint: DocumentEndpoint,
  operations: StoredOperations,
  makeContext: MakeContext,
): Handler {
  const answer = answering(endpoint, operations, makeContext);
  if (!endpoint.preview) return async (request, reply) => answer(request, reply, request.query);
  const preview = answering(endpoint.preview, operations, makeContext);
  return async (request, reply) => {
    const { [PREVIEW]: asked, ...query } = request.query;
    if (asked !== undefined && asked !== 'true' && asked !== 'false') {
      throw new RequestError('BAD_USER_INPUT', `${PREVIEW} is true or false`, { field: PREVIEW });
    }
    return (asked === 'true' ? preview : answer)(request, reply, query);
  };
}

function answering(
  { route, document, parameters }: DocumentEndpoint,
  operations: StoredOperations,
  makeContext: MakeContext,
) {
  const readVariables = variableReader(parameters);
  const answerPath = answerPathOf(route);
  const stored = { document: document.ast, operation: document.operation };

  return async (
    request: FastifyRequest<Incoming>,
    reply: FastifyReply,
    query: Incoming['Querystring'],
  ): Promise<FastifyReply> => {
    const context = await makeContext(request, reply);
    const variables = readVariables({
      path: request.params,
      query,
      body: request.body,
      rawHeaders: request.raw.rawHeaders,
    });
    const { data, error } = await operations.execute(stored, variables, context);
    if (error) {
      if (error.extensions?.replayed === true) context.transport.markReplayed();
      return sendProblem(reply, problemOfGraphql(error, request.id));
    }
    const answer = answerPath.reduce<unknown>(step, data);
    if (answer === null && !route.mayBeNothing) {
      const nothing = `There is nothing at ${API}${filled(route.path, request.params)}`;
      if (!route.absent) throw new RequestError('NOT_FOUND', nothing, { what: route.missing ?? 'path' });
      // Whatever is not ready yet comes with the next checkpoint.
      const retryAfterSeconds = context.services.checkpointSeconds;
      throw new RequestError(route.absent, `${nothing} yet`, { retryAfterSeconds });
    }
    if (route.location !== undefined) void reply.header('location', API + filled(route.location, answer));
    const status = answer === null ? (route.mayBeNothing ?? 204) : route.status;
    void reply.code(status).header('cache-control', 'no-store');
    return answer === null || status === 204 ? reply.send() : reply.send(answer);
  };
}

function step(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
}

/** Fills a path: puts the values of an object in place of their names in braces. */
function filled(path: string, values: unknown): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(step(values, name))));
}
