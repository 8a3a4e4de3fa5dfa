import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type FieldNode, type GraphQLError, type OperationDefinitionNode } from 'graphql';
import { AccessError } from '../../identity/model/errors.js';
import type { Context } from '../context/context.js';
import { causeOf } from './errors.js';

/** Tells the audit log of everything that somebody who is signed in asked for and may not have. */
export function reportDenials(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () =>
      Promise.resolve({
        didEncounterErrors: async ({ errors, operation, contextValue }) =>
          logDenials(errors, operation ?? undefined, contextValue),
      }),
  };
}

/** @param operation What was to be run; undefined where it could not be told. */
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

/** By its name in the schema: an alias is whatever the client likes. */
function fieldOf({ nodes }: GraphQLError): string | undefined {
  return nodes?.find((node): node is FieldNode => node.kind === Kind.FIELD)?.name.value;
}

function firstFieldOf(operation: OperationDefinitionNode | undefined): string {
  const field = operation?.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  return field?.name.value ?? operation?.operation ?? 'unknown';
}
