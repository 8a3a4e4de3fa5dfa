import { GraphQLError, OperationTypeNode, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { failedRead } from '../../ledger/database/disk-failures.js';
import { LedgerError } from '../../ledger/errors.js';
import { causeOf } from './errors.js';

/**
 * Tells the client of a mutation that nobody knows what came of it where something could not be read: it may have been
 * stored before. The unit of work itself says so when nothing happened, and is believed.
 */
export function unsureIfWritten(
  result: ExecutionResult,
  operation: OperationDefinitionNode,
): ExecutionResult {
  if (!result.errors || operation.operation !== OperationTypeNode.MUTATION) return result;
  return { ...result, errors: result.errors.map(unsure) };
}

function unsure(error: GraphQLError): GraphQLError {
  const cause = causeOf(error);
  const isBelow = (error.path?.length ?? 0) > 1;
  const isUnavailable = cause instanceof LedgerError && cause.code === 'UNAVAILABLE';
  if (failedRead(cause) === undefined && !(isBelow && isUnavailable)) return error;
  const { nodes = null, path = null } = error;
  const unknown = new LedgerError(
    'OUTCOME_UNKNOWN',
    'The database cannot be read at the moment; retry with the same key to learn what came of it',
  );
  return new GraphQLError(unknown.message, { nodes, path, originalError: Object.assign(unknown, { cause }) });
}
