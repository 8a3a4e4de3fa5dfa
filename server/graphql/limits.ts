import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
// Its ES build loads a second copy of graphql, whose types do not know ours; the CommonJS build shares it.
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity/cjs';
import type { Context } from './context.js';

/** A page of 100 wallets with owners, balances and last transactions is some thousands of fields; ten such are too many. */
const FIELDS_MAX = 30_000;

/**
 * Refuses a query that could return more fields than one answer should have. Depth, aliases and nested lists all count,
 * each list by the `first` it asks for, so that no separate limits are needed.
 */
export function limitCost(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () =>
      Promise.resolve({
        didResolveOperation: async ({ request, document, operationName }) => {
          const fields = countFields(() =>
            getComplexity({
              schema,
              query: document,
              ...(operationName !== null && { operationName }),
              variables: request.variables ?? {},
              estimators: [estimateFields],
            }),
          );
          if (fields > FIELDS_MAX) {
            throw new GraphQLError(
              `The query asks for up to ${String(fields)} fields; at most ${String(FIELDS_MAX)} are allowed`,
              { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
            );
          }
          return Promise.resolve();
        },
      }),
  };
}

const estimateFields: ComplexityEstimator = ({ args, childComplexity }) => {
  const first: unknown = args.first;
  return 1 + childComplexity * (typeof first === 'number' ? Math.max(1, first) : 1);
};

/** Variables of a wrong type are the execution's to report: it never starts with them. */
function countFields(count: () => number): number {
  try {
    return count();
  } catch (error) {
    if (error instanceof GraphQLError) return 0;
    throw error;
  }
}
