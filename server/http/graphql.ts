import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Context } from '../graphql/context.js';
import { RequestError } from '../graphql/problem.js';
import type { MakeContext } from './session.js';

interface Options {
  readonly apollo: ApolloServer<Context>;
  readonly makeContext: MakeContext;
}

/** GraphQL over HTTP at `/graphql`: POST, and GET for queries. Apollo itself refuses the other methods. */
export const graphqlPlugin = fastifyPlugin<Options>(async (fastify, { apollo, makeContext }) => {
  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    onRequest: (request, _reply, done) => {
      // Apollo's adapter makes a URL of the host, and a host that makes none would look like a fault of ours.
      done(URL.canParse(`http://${request.hostname}`) ? undefined : new RequestError('BAD_USER_INPUT', 'No such host'));
    },
    handler: fastifyApolloHandler(apollo, { context: makeContext }),
  });
  return Promise.resolve();
});
