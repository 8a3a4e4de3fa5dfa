import {
  getNullableType,
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
import { KnownCosts } from './known-costs.js';
import { SIZE_DEFAULT } from '../types/page-args.js';
import { refused } from './refused.js';
import { assertVariables } from './variables.js';

/**
 * Maximum cost of a request, in fields. A page of 100 wallets with owners, balances and last transactions is some
 * thousands; six such are too many.
 */
export const FIELDS_MAX = 25_000;

/** Maximum cost of each event of a subscription, in fields: a busy server makes them by the hundred. */
export const EVENT_FIELDS_MAX = 500;

/** Maximum number of tokens: validating a document can take time that grows with the square of its length. */
export const TOKENS_MAX = 1_000;

/** Cost of hashing a password, in fields: two in one request are one too many. */
export const PASSWORD_COST = 13_000;
const INTROSPECTION_COST = 13_000;
const REPORT_COST = 8_000;
/** Cost of counting or adding up the rows that a filter finds, in fields. */
const TOTALS_COST = 2_000;

/** Costs of expensive fields, in fields, by coordinate; without their selections. */
export const COSTS: Readonly<Record<string, number>> = {
  'Mutation.login': PASSWORD_COST,
  'Mutation.register': PASSWORD_COST,
  'Mutation.signUp': PASSWORD_COST,
  'Mutation.completeSignUp': PASSWORD_COST,
  'Mutation.changePassword': PASSWORD_COST,
  'Mutation.confirmPassword': PASSWORD_COST,
  'Mutation.resetPassword': PASSWORD_COST,
  'Query.adminSummary': REPORT_COST,
  'Query.riskSummary': REPORT_COST,
  // The whole schema is 300 kB; once is enough.
  'Query.__schema': INTROSPECTION_COST,
  'Query.statement': 5_000,
  'Query.transactionTotals': 4_000,
  'Query.walletTotals': TOTALS_COST,
  'Query.userCount': TOTALS_COST,
  'Query.declineCounts': TOTALS_COST,
  'Query.transferBatchesLike': TOTALS_COST,
  'Query.recentRecipients': 500,
  // JSON of a client’s own, of up to 4 000 bytes.
  'Transaction.metadata': 60,
};

/** Cost of a mutation, in fields: each is a commit of its own. */
const MUTATION_COST = 1_000;
/** Cost of one transfer of a batch, in fields. */
export const BATCH_ITEM_COST = 13;
/** Lists of a connection, which have the requested length; any other list is short, but nested ones multiply all the same. */
const CONNECTION_LISTS = new Set(['edges', 'nodes']);
const LIST_LENGTH = 2;

const knownCosts = new KnownCosts();

export interface CostedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * @returns The cost, in fields.
 * @throws GraphQLError BAD_USER_INPUT for mistakes in its variables, and when it could return more fields than it may.
 */
export function assertCost(schema: GraphQLSchema, costed: CostedOperation, fieldsMax: number): number {
  assertVariables(schema, costed.operation, costed.variables);
  const fields = costOf(schema, costed);
  if (fields > fieldsMax) {
    throw refused(
      `The query asks for up to ${String(fields)} fields; at most ${String(fieldsMax)} are allowed`,
    );
  }
  return fields;
}

/** @param costed With valid variables. @returns The cost, in fields. */
export function costOf(schema: GraphQLSchema, { document, operation, variables }: CostedOperation): number {
  return knownCosts.of(operation, variables, () => {
    const ofEvents = operation.operation === OperationTypeNode.SUBSCRIPTION;
    const operationName = operation.name?.value;
    return countFields(() =>
      getComplexity({
        schema,
        query: document,
        ...(operationName !== undefined && { operationName }),
        variables,
        estimators: [...(ofEvents ? [refuseSearches] : []), fieldExtensionsEstimator(), estimateFields],
      }),
    );
  });
}

const estimateFields: ComplexityEstimator = ({ args, field, type, childComplexity }) => {
  if (field.args.some(({ name }) => name === 'first')) {
    const length: unknown = args.first ?? args.last ?? SIZE_DEFAULT;
    return 1 + childComplexity * Math.max(1, Number(length));
  }
  const usual = type.name === 'Mutation' ? MUTATION_COST : 1;
  const items = Array.isArray(args.input) ? args.input.length * BATCH_ITEM_COST : 0;
  const multiplies = isListType(getNullableType(field.type)) && !CONNECTION_LISTS.has(field.name);
  return (
    (COSTS[`${type.name}.${field.name}`] ?? usual) + items + childComplexity * (multiplies ? LIST_LENGTH : 1)
  );
};

/** Arguments of fields that search through rows. */
const SEARCHES = ['filter', 'search', 'from', 'to', 'at', 'months'];

/** Refuses filters and times within subscriptions: fields that are read again for each event must not search through rows. */
const refuseSearches: ComplexityEstimator = ({ args, field }) => {
  if (SEARCHES.every((name) => args[name] === undefined || args[name] === null)) return undefined;
  throw new GraphQLError(`${field.name} takes no filter and no time within a subscription`);
};

/**
 * Counts a query's cost. A query that cannot be counted, such as one of fragments that unfold without end, is refused like
 * one that costs too much.
 */
function countFields(count: () => number): number {
  try {
    return count();
  } catch (error) {
    throw error instanceof GraphQLError ? refused(error.message) : error;
  }
}
