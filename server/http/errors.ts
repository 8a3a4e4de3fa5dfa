import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import {
  answerError as answerProblem,
  answerNotFound,
  isForTheLog,
  problemOf,
  tellWhenToRetry,
} from '../errors/problem.js';
import { prefersHtml } from './headers/accept.js';
import { notFoundPage } from './pages/not-found.js';
import { pathOf } from './observability/request-log.js';

const GRAPHQL_PATHS = new Set(['/graphql', '/graphql/stream']);

/** Answers unknown paths, requests that are not valid HTTP, and internal errors. */
export const errorsPlugin = fastifyPlugin(async (fastify) => {
  fastify.setErrorHandler(answerError);
  fastify.setNotFoundHandler((request, reply) => {
    if (!wantsPage(request)) return answerNotFound(request, reply);
    return reply
      .code(404)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(notFoundPage());
  });
  return Promise.resolve();
});

/** Answers an error in the shape that clients of the path expect: GraphQL's, or a problem as of RFC 9457. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Some errors come before the hook that sets it.
  void reply.header('x-request-id', request.id);
  return GRAPHQL_PATHS.has(pathOf(request))
    ? answerAsGraphql(error, request, reply)
    : answerProblem(error, request, reply);
}

/** Answers with an error that belongs to no field, and the matching status. */
function answerAsGraphql(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  const { code, status, detail: message, retryable, details, requestId } = problem;
  tellWhenToRetry(reply, problem);
  if (isForTheLog(error, problem)) request.log.error({ err: error }, 'fault');
  const extensions = { code, retryable, details, ...(requestId !== undefined && { requestId }) };
  void reply.code(status).header('cache-control', 'no-store').type('application/json; charset=utf-8');
  return reply.send({ errors: [{ message, extensions }] });
}

function wantsPage({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && prefersHtml(headers.accept);
}
