import type { FastifyBaseLogger } from 'fastify';
import {
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Context } from '../context/context.js';
import { admitStored } from './admission.js';
import { compile, type Run } from './compiled-execution.js';
import { formatError } from './errors.js';
import { reportErrors } from './report-errors.js';

/** A document of our own, with its one operation. */
export interface StoredOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** The answer to a stored operation: its data, or the error for which it was refused or has failed. */
export interface StoredAnswer {
  readonly data: unknown;
  /** As clients are told it. */
  readonly error: GraphQLFormattedError | undefined;
}

/** Called after each operation, with `OK` or the code of its error. */
export type ObserveOperation = (stored: StoredOperation, code: unknown, seconds: number) => void;

/**
 * Executes documents of our own, compiled at their first use. It admits, counts and reports as Apollo does with those of
 * clients, without what these need before: nobody chooses the text, so there is nothing to parse or to look up.
 */
export class StoredOperations {
  readonly #compiled = new WeakMap<OperationDefinitionNode, Run>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly logger: Pick<FastifyBaseLogger, 'error'>,
    private readonly observe: ObserveOperation,
  ) {}

  /** @param variables Of the right types. */
  async execute(
    stored: StoredOperation,
    variables: Readonly<Record<string, unknown>>,
    context: Context,
  ): Promise<StoredAnswer> {
    const startedAt = performance.now();
    const { data, errors = [] } = await this.#run(stored, variables, context);
    if (errors.length > 0) await reportErrors(errors, stored.operation, context, this.logger);
    const [first] = errors;
    const error = first && formatError(first.toJSON(), first);
    this.observe(stored, error ? error.extensions?.code : 'OK', (performance.now() - startedAt) / 1000);
    return { data, error };
  }

  async #run(
    stored: StoredOperation,
    variables: Readonly<Record<string, unknown>>,
    context: Context,
  ): Promise<ExecutionResult> {
    try {
      await admitStored(this.schema, { ...stored, variables }, context);
      return await this.#compiledOf(stored)(variables, context);
    } catch (error) {
      return { errors: [asGraphqlError(error)] };
    }
  }

  #compiledOf({ document, operation }: StoredOperation): Run {
    const known = this.#compiled.get(operation);
    if (known) return known;
    const made = compile(this.schema, document, operation);
    if (!made) throw new Error(`The operation ${operation.name?.value ?? ''} cannot be compiled`);
    this.#compiled.set(operation, made);
    return made;
  }
}

function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError =
    error instanceof Error ? error : new Error('Something else was thrown', { cause: error });
  return new GraphQLError(originalError.message, { originalError });
}
