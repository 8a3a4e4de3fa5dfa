import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLError, OperationDefinitionNode } from 'graphql';
import type { Context } from '../context/context.js';
import { logDenials } from './denials.js';
import { causeOf, isFault } from './errors.js';

/** Logs internal errors of an operation, and writes denials to the audit log. */
export async function reportErrors(
  errors: readonly GraphQLError[],
  operation: OperationDefinitionNode | undefined,
  context: Context,
  logger: Pick<FastifyBaseLogger, 'error'>,
): Promise<void> {
  const { requestId } = context.transport;
  const operationName = operation?.name?.value ?? null;
  for (const error of errors) {
    if (isFault(error)) logger.error({ err: causeOf(error), requestId, operationName }, 'fault');
  }
  await logDenials(errors, operation, context);
}
