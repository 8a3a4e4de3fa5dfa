import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { ErrorDetails } from '../../ledger/errors.js';
import type { Context } from '../context/context.js';
import { admitOperation } from './admission.js';
import { compilingGateway } from './compiled-execution.js';
import { reportErrors } from './report-errors.js';
import { formatting } from './suggestions.js';
import { TOKENS_MAX } from './limits.js';

/**
 * Builds Apollo Server over the schema, with limits on what one request may ask for.
 */
export function buildApolloServer(
  schema: GraphQLSchema,
  logger: Pick<FastifyBaseLogger, 'error' | 'warn' | 'info' | 'debug'>,
  plugins: readonly ApolloServerPlugin<Context>[] = [],
  introspection = true,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    gateway: compilingGateway(schema),
    introspection,
    includeStacktraceInErrorResponses: false,
    // The routes prevent CSRF: they know how the client is signed in.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: TOKENS_MAX },
    // Apollo would validate any document that it can parse. Our own rules do it, after they have limited the document's
    // size.
    dangerouslyDisableValidation: true,
    formatError: formatting(introspection),
    logger,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It would wrap every field to find out for how long an answer may be kept; ours never may.
      ApolloServerPluginCacheControlDisabled(),
      ownRules(schema, introspection, logger),
      ...plugins,
    ],
  });
}

/** Our own rules for every operation, as one plugin: each more costs each request a few promises. */
function ownRules(
  schema: GraphQLSchema,
  introspection: boolean,
  logger: Pick<FastifyBaseLogger, 'error'>,
): ApolloServerPlugin<Context> {
  const listener: GraphQLRequestListener<Context> = {
    didResolveOperation: async ({ request, document, operation, contextValue }) => {
      await admitOperation({ schema, introspection, request, document, operation, context: contextValue });
    },
    didEncounterErrors: async ({ errors, operation, contextValue }) => {
      await reportErrors(errors, operation, contextValue, logger);
    },
    willSendResponse: async ({ response: { body, http }, contextValue }) => {
      const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
      for (const { extensions } of errors) {
        if (extensions?.code === 'INTERNAL_SERVER_ERROR')
          extensions.requestId = contextValue.transport.requestId;
        // Clients that know nothing of GraphQL understand the header.
        if (extensions?.code === 'RATE_LIMITED') {
          http.status = 429;
          const { retryAfterSeconds } = extensions.details as ErrorDetails;
          http.headers.set('retry-after', String(retryAfterSeconds));
        }
      }
      return Promise.resolve();
    },
  };
  return {
    contextCreationDidFail: async ({ error }) => {
      logger.error({ err: error }, 'fault');
      return Promise.resolve();
    },
    requestDidStart: async () => Promise.resolve(listener),
  };
}
