import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Context } from '../../graphql/context/context.js';
import { parseExactJson } from './exact-json.js';
import { RequestError } from '../../errors/problem.js';
import type { TrustedDocuments } from './trusted-documents.js';
import { assertOwnQuery, isVisit, sendToExplorer } from './query-by-get.js';
import type { MakeContext } from '../session/session.js';
import { admitDocument } from './trusted-request.js';

interface Options {
  readonly apollo: ApolloServer<Context>;
  readonly makeContext: MakeContext;
  /** Documents that clients may send; undefined for any. */
  readonly documents: TrustedDocuments | undefined;
  /** True when there is an explorer to redirect visitors to. */
  readonly explorer: boolean;
}

/**
 * Serves GraphQL over HTTP at `/graphql`: POST, and GET for queries. A browser that opens the address is redirected to the
 * explorer.
 */
export const graphqlPlugin = fastifyPlugin<Options>(async (fastify, options) => {
  const { apollo, documents, makeContext, explorer } = options;
  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    onRequest: (request, reply, done) => {
      // Answers are somebody's own, and of this moment.
      void reply.header('cache-control', 'no-store');
      if (explorer && isVisit(request)) return void sendToExplorer(reply);
      // Apollo's adapter makes a URL of the host, and an invalid host would look like an internal error.
      const valid = URL.canParse(`http://${request.hostname}`);
      if (!valid) throw new RequestError('BAD_USER_INPUT', 'The header Host is not valid');
      if (request.method !== 'POST') assertOwnQuery(request);
      assertModestBody(request);
      done();
    },
    preHandler: (request, _reply, done) => {
      assertExactVariables(request.query);
      if (documents) admitDocument(request, documents);
      done();
    },
    handler: fastifyApolloHandler(apollo, { context: makeContext }),
  });

  fastify.route({
    url: '/graphql',
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    config: { refuses: true },
    onRequest: ({ method }, reply, done) => {
      void reply.header('allow', 'GET, HEAD, POST');
      done(new RequestError('BAD_USER_INPUT', `GraphQL answers to GET and POST, not to ${method}`, {}, 405));
    },
    handler: () => undefined,
  });
  return Promise.resolve();
});

/** Maximum size of the body of a client who is not signed in, in bytes: a document and its variables, but no batch. */
const STRANGERS_BODY_BYTES_MAX = 80 * 1024;

/** @throws RequestError PAYLOAD_TOO_LARGE before any of the body is read. */
function assertModestBody({ viewer, headers }: FastifyRequest): void {
  if (viewer || Number(headers['content-length'] ?? 0) <= STRANGERS_BODY_BYTES_MAX) return;
  throw new RequestError('PAYLOAD_TOO_LARGE', 'Sign in to send so much at once');
}

/**
 * Checks variables in a query string. They are JSON, which Apollo parses by itself and might change.
 *
 * @throws RequestError BAD_USER_INPUT
 */
function assertExactVariables(query: unknown): void {
  if (typeof query !== 'object' || query === null || !('variables' in query)) return;
  const { variables } = query;
  if (typeof variables === 'string' && variables !== '') parseExactJson(variables, 'variables');
}
