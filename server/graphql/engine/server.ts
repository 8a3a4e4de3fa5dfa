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

/** Apollo Server over the schema, with limits on what one request may ask for. GraphQL and REST both execute through it. */
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
    // The routes look after it: they know how somebody is signed in.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: TOKENS_MAX },
    // Apollo would validate everything that it can parse. The first plugin does it, after it has looked at how much that is.
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

/** Before anything of it is executed, where each field would ask. */
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

/** Logs what the client is not told, and gives both sides the request id to find it by. */
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

/** A client that is told to slow down hears it in HTTP's own words as well, which need no knowledge of GraphQL. */
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
