import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Context } from '../graphql/context.js';
import type { MakeContext } from './session.js';

interface Options {
  readonly apollo: ApolloServer<Context>;
  readonly makeContext: MakeContext;
}

/** GraphQL over HTTP at `/graphql`: POST, and GET for queries. */
export const graphqlPlugin = fastifyPlugin<Options>(async (fastify, { apollo, makeContext }) => {
  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(apollo, { context: makeContext }),
  });
  return Promise.resolve();
});
