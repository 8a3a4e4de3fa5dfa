import type { ApolloServerPlugin } from '@apollo/server';
import {
  getNullableType,
  getVariableValues,
  GraphQLError,
  isListType,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
// Its ES build loads a second copy of graphql, whose types do not know ours; the CommonJS build shares it.
import {
  fieldExtensionsEstimator,
  getComplexity,
  type ComplexityEstimator,
} from 'graphql-query-complexity/cjs';
import type { Context } from './context.js';
import { SIZE_DEFAULT } from './page-args.js';

/** A page of 100 wallets with owners, balances and last transactions is some thousands of fields; ten such are too many. */
export const FIELDS_MAX = 30_000;

/** Of each event of a subscription: a server that is busy makes them by the hundred. */
export const EVENT_FIELDS_MAX = 500;

/** Finding out that a document is valid can take time that grows with the square of its length. */
export const TOKENS_MAX = 1_000;

/** What hashing a password costs, in fields: it takes as long as some hundreds of them. */
export const PASSWORD_COST = 1_000;

/** Lists of a connection have the length that was asked for; any other is short, but nested ones multiply all the same. */
const CONNECTION_LISTS = new Set(['edges', 'nodes']);
const LIST_LENGTH = 2;

/**
 * Refuses a query that could return more fields than one answer should have. Depth, aliases and nested lists all count,
 * each list by the `first` or `last` it asks for, so that no separate limits are needed.
 */
export function limitCost(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () =>
      Promise.resolve({
        didResolveOperation: async ({ request: { variables = {} }, document, operation }) => {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
            throw refused('Subscriptions are answered at /graphql/stream');
          if (operation) assertCost(schema, { document, operation, variables }, FIELDS_MAX);
          return Promise.resolve();
        },
      }),
  };
}

export interface CostedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** @throws GraphQLError BAD_USER_INPUT when it could return more fields than that. */
export function assertCost(
  schema: GraphQLSchema,
  { document, operation, variables }: CostedOperation,
  fieldsMax: number,
): void {
  // Variables of a wrong type are the execution's to report, all of them: it never starts with them.
  if (getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors) return;
  const operationName = operation.name?.value;
  const fields = countFields(() =>
    getComplexity({
      schema,
      query: document,
      ...(operationName !== undefined && { operationName }),
      variables,
      estimators: [fieldExtensionsEstimator(), estimateFields],
    }),
  );
  if (fields > fieldsMax) {
    throw refused(
      `The query asks for up to ${String(fields)} fields; at most ${String(fieldsMax)} are allowed`,
    );
  }
}

const estimateFields: ComplexityEstimator = ({ args, field, childComplexity }) => {
  if (field.args.some(({ name }) => name === 'first')) {
    const length: unknown = args.first ?? args.last ?? SIZE_DEFAULT;
    return 1 + childComplexity * Math.max(1, Number(length));
  }
  const multiplies = isListType(getNullableType(field.type)) && !CONNECTION_LISTS.has(field.name);
  return 1 + childComplexity * (multiplies ? LIST_LENGTH : 1);
};

/** A query that cannot be counted, such as one of fragments that unfold without end, is refused like one that costs too much. */
function countFields(count: () => number): number {
  try {
    return count();
  } catch (error) {
    throw error instanceof GraphQLError ? refused(error.message) : error;
  }
}

export function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
