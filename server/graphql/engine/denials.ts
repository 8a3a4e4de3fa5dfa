import { Kind, type FieldNode, type GraphQLError, type OperationDefinitionNode } from 'graphql';
import { AccessError } from '../../identity/model/errors.js';
import type { Context } from '../context/context.js';
import { causeOf } from './errors.js';

/**
 * Writes denied requests of signed-in viewers to the audit log.
 *
 * @param operation The operation that was denied; undefined where it is unknown.
 */
export async function logDenials(
  errors: readonly GraphQLError[],
  operation: OperationDefinitionNode | undefined,
  context: Context,
): Promise<void> {
  const denied = errors.filter((error) => isDenial(causeOf(error)));
  const fields = new Set(denied.map((error) => fieldOf(error) ?? firstFieldOf(operation)));
  const { viewer, services, transport } = context;
  if (!viewer) return;
  for (const field of fields) await services.accessLog.denied(viewer, field, transport);
}

export function isDenial(cause: unknown): boolean {
  return cause instanceof AccessError && cause.code === 'FORBIDDEN';
}

/** Returns the field's name in the schema: an alias is chosen by the client. */
function fieldOf({ nodes }: GraphQLError): string | undefined {
  return nodes?.find((node): node is FieldNode => node.kind === Kind.FIELD)?.name.value;
}

function firstFieldOf(operation: OperationDefinitionNode | undefined): string {
  const field = operation?.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  return field?.name.value ?? operation?.operation ?? 'unknown';
}
