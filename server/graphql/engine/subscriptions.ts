import type { FastifyBaseLogger } from 'fastify';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  subscribe,
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Context } from '../context/context.js';
import { formatting } from './suggestions.js';
import { logDenials } from './denials.js';
import { causeOf, isFault } from './errors.js';
import { assertShort } from './document-shape.js';
import { assertCost, EVENT_FIELDS_MAX, TOKENS_MAX } from './limits.js';
import { refused } from './refused.js';
import { assertValid, coded } from './validity.js';

/** A client's request for a subscription, as GraphQL over HTTP writes it. */
export interface SubscriptionRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An accepted subscription: it advances only when its next result is asked for. */
export interface AcceptedSubscription {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly results: AsyncGenerator<FormattedExecutionResult, void, void>;
}

/** Executes subscriptions, which Apollo Server does not, with the same limits on documents and the same masking of errors. */
export class Subscriptions {
  readonly #formatError: ReturnType<typeof formatting>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly logger: Pick<FastifyBaseLogger, 'error'>,
    private readonly introspection = true,
  ) {
    this.#formatError = formatting(introspection);
  }

  /** @returns The accepted subscription, or the errors for which it was refused. */
  async open(
    request: SubscriptionRequest,
    context: Context,
  ): Promise<AcceptedSubscription | FormattedExecutionResult> {
    const { schema } = this;
    const variables = request.variables ?? {};
    try {
      assertShort(request.query);
      const document = parsed(request.query);
      assertValid(schema, document, this.introspection);
      const operation = getOperationAST(document, request.operationName);
      if (!operation) throw refused('The document has no such operation, or several and no operationName');
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION)
        throw refused('Only subscriptions are answered here; queries and mutations at /graphql');
      assertCost(schema, { document, operation, variables }, EVENT_FIELDS_MAX);
      const results = await subscribe({
        schema,
        document,
        contextValue: context,
        variableValues: variables,
        operationName: request.operationName,
      });
      if (!('next' in results)) {
        await logDenials(results.errors ?? [], operation, context);
        return this.#format(results, context);
      }
      return { document, operation, results: this.#formatAll(results, context) };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return this.#format({ errors: [error] }, context);
    }
  }

  async *#formatAll(
    results: AsyncGenerator<ExecutionResult, void, void>,
    context: Context,
  ): AsyncGenerator<FormattedExecutionResult, void, void> {
    for await (const result of results) yield this.#format(result, context);
  }

  #format(
    { data, errors }: ExecutionResult,
    { transport: { requestId } }: Context,
  ): FormattedExecutionResult {
    const formatted = errors?.map((error) => {
      const told = this.#formatError(error.toJSON(), error);
      if (!isFault(error)) return told;
      this.logger.error({ err: causeOf(error), requestId }, 'fault');
      return { ...told, extensions: { ...told.extensions, requestId } };
    });
    return { ...(formatted && { errors: formatted }), ...(data !== undefined && { data }) };
  }
}

/** @throws GraphQLError */
function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: TOKENS_MAX });
  } catch (error) {
    throw error instanceof GraphQLError ? coded(error, 'GRAPHQL_PARSE_FAILED') : error;
  }
}
