import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
  type HTTPGraphQLHead,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { ERROR_KINDS, type ErrorCode } from '../../errors/error-codes.js';
import { retryAfterSeconds } from '../../errors/problem.js';
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
      }
      tellTransport(http, errors);
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

/** Codes that give the whole answer their status, in the order in which they win. */
const TOLD: readonly ErrorCode[] = ['RATE_LIMITED', 'OUTCOME_UNKNOWN', 'UNAVAILABLE'];

/**
 * Says in the status and in Retry-After when a request has to come again: clients that know nothing of GraphQL, and proxies,
 * understand these.
 */
function tellTransport(http: HTTPGraphQLHead, errors: readonly GraphQLFormattedError[]): void {
  for (const code of TOLD) {
    const told = errors.find(({ extensions }) => extensions?.code === code);
    if (!told) continue;
    const { details } = told.extensions as { details: ErrorDetails };
    http.status = ERROR_KINDS[code].status;
    http.headers.set('retry-after', String(retryAfterSeconds({ code, details })));
    return;
  }
}
