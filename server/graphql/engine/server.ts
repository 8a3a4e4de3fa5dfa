import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { ErrorDetails } from '../../ledger/errors.js';
import { assertMayWrite } from '../../identity/access/guard.js';
import { AccessError } from '../../identity/model/errors.js';
import type { Context } from '../context/context.js';
import { reportDenials } from './denials.js';
import { causeOf, formatError, isFault } from './errors.js';
import { withoutSuggestions } from './suggestions.js';
import { limitCost, TOKENS_MAX } from './limits.js';

/**
 * Builds Apollo Server over the schema, with limits on what one request may ask for. GraphQL and REST both execute through
 * it.
 */
export function buildApolloServer(
  schema: GraphQLSchema,
  logger: Pick<FastifyBaseLogger, 'error' | 'warn' | 'info' | 'debug'>,
  plugins: readonly ApolloServerPlugin<Context>[] = [],
  introspection = true,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    // The routes prevent CSRF: they know how the client is signed in.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: TOKENS_MAX },
    // Apollo would validate any document that it can parse. The first plugin does it, after it has limited the document's
    // size.
    dangerouslyDisableValidation: true,
    formatError: introspection
      ? formatError
      : (formatted, error) => withoutSuggestions(formatError(formatted, error)),
    logger,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      limitCost(schema, introspection),
      refuseWritesOfReaders(),
      reportFaults(logger),
      reportDenials(),
      tellWhenToRetry(),
      ...plugins,
    ],
  });
}

/** Refuses mutations with a read-only token before any of them is executed. */
function refuseWritesOfReaders(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () =>
      Promise.resolve({
        didResolveOperation: async ({ operation, contextValue: { viewer } }) => {
          if (operation?.operation !== OperationTypeNode.MUTATION) return Promise.resolve();
          try {
            assertMayWrite(viewer);
          } catch (error) {
            if (!(error instanceof AccessError)) throw error;
            throw new GraphQLError(error.message, {
              originalError: error,
              extensions: { http: { status: 403 } },
            });
          }
          return Promise.resolve();
        },
      }),
  };
}

/** Logs internal errors, and gives client and log the request id to find them by. */
function reportFaults(logger: Pick<FastifyBaseLogger, 'error'>): ApolloServerPlugin<Context> {
  return {
    contextCreationDidFail: async ({ error }) => {
      logger.error({ err: error }, 'fault');
      return Promise.resolve();
    },
    requestDidStart: async () =>
      Promise.resolve({
        didEncounterErrors: async ({ errors, contextValue, operationName }) => {
          const { requestId } = contextValue.transport;
          for (const error of errors) {
            if (isFault(error)) logger.error({ err: causeOf(error), requestId, operationName }, 'fault');
          }
          return Promise.resolve();
        },
        willSendResponse: async ({ response, contextValue }) => {
          if (response.body.kind !== 'single') return Promise.resolve();
          for (const { extensions } of response.body.singleResult.errors ?? []) {
            if (extensions?.code === 'INTERNAL_SERVER_ERROR')
              extensions.requestId = contextValue.transport.requestId;
          }
          return Promise.resolve();
        },
      }),
  };
}

/** Sets `Retry-After` on answers to rate-limited clients, which needs no knowledge of GraphQL. */
function tellWhenToRetry(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () =>
      Promise.resolve({
        willSendResponse: async ({ response: { body, http } }) => {
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          const limited = errors.find(({ extensions }) => extensions?.code === 'RATE_LIMITED')?.extensions;
          if (limited) {
            http.status = 429;
            const { retryAfterSeconds } = limited.details as ErrorDetails;
            http.headers.set('retry-after', String(retryAfterSeconds));
          }
          return Promise.resolve();
        },
      }),
  };
}
