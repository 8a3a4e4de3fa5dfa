import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLError, OperationDefinitionNode } from 'graphql';
import type { Context } from '../context/context.js';
import { logDenials } from './denials.js';
import { causeOf, isFault } from './errors.js';

/** Logs internal errors of an operation, and refusals that have a cause of their own, and writes denials to the audit log. */
export async function reportErrors(
  errors: readonly GraphQLError[],
  operation: OperationDefinitionNode | undefined,
  context: Context,
  logger: Pick<FastifyBaseLogger, 'error'>,
): Promise<void> {
  const { requestId } = context.transport;
  const operationName = operation?.name?.value ?? null;
  for (const error of errors) {
    const err = causeOf(error);
    // The client is told that it may try again, and the operator why it had to.
    const hasCause = err instanceof Error && err.cause !== undefined;
    if (isFault(error) || hasCause) logger.error({ err, requestId, operationName }, 'fault');
  }
  await logDenials(errors, operation, context);
}
