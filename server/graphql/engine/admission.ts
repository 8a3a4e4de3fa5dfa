import type { GraphQLRequest } from '@apollo/server';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { assertMayWrite } from '../../identity/access/guard.js';
import { AccessError } from '../../identity/model/errors.js';
import type { Viewer } from '../../identity/model/viewer.js';
import type { Context } from '../context/context.js';
import { assertShort } from './document-shape.js';
import {
  assertCost,
  BATCH_ITEM_COST,
  costOf,
  COSTS,
  FIELDS_MAX,
  PASSWORD_COST,
  type CostedOperation,
} from './limits.js';
import { refused } from './refused.js';
import { assertValid } from './validity.js';
import { assertSizes } from './variables.js';

/** A parsed request. */
interface ParsedRequest {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  readonly request: Pick<GraphQLRequest, 'query' | 'variables'>;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly context: Context;
}

/**
 * Refuses an invalid or too costly request before any of it is executed: mistakes in its document or variables, and a query
 * that could return more fields than one answer should have. Depth, aliases and nested lists all count, each list by the
 * `first` or `last` it asks for, so that no separate limits are needed. Mutations with a read-only token are refused too.
 *
 * @throws GraphQLError, AccessError RATE_LIMITED
 */
export async function admitOperation(parsed: ParsedRequest): Promise<void> {
  const { schema, introspection, request, document, operation, context } = parsed;
  const { query = '', variables = {} } = request;
  assertShort(query);
  assertValid(schema, document, introspection);
  if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
    throw refused('Subscriptions are answered at /graphql/stream');
  if (!operation) return;
  const cost = assertCost(schema, { document, operation, variables }, FIELDS_MAX) - leniencyFor(operation);
  await admitWork(operation, Math.max(1, cost), context);
}

/**
 * Admits a document of our own, of which clients choose no more than the values of its variables and the length of a page.
 *
 * @param stored With variables of the right types.
 * @throws GraphQLError, AccessError RATE_LIMITED
 */
export async function admitStored(
  schema: GraphQLSchema,
  stored: CostedOperation,
  context: Context,
): Promise<void> {
  const { document, operation, variables } = stored;
  assertValid(schema, document, true);
  assertSizes(schema, operation, variables);
  await admitWork(operation, storedCost(costOf(schema, stored), variables), context);
}

/** Counts the cost of an operation, and refuses a mutation with a read-only token. */
async function admitWork(operation: OperationDefinitionNode, cost: number, context: Context): Promise<void> {
  const { viewer, services, transport } = context;
  await services.work.take(viewer ?? { address: transport.address }, cost);
  if (operation.operation === OperationTypeNode.MUTATION) refuseReader(viewer);
}

/** @throws GraphQLError with status 403 when the viewer's token is for reading alone. */
function refuseReader(viewer: Viewer | null): void {
  try {
    assertMayWrite(viewer);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    throw new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 403 } } });
  }
}

/**
 * Cost that sign-ins are spared in the client's allowance, in fields: passwords that are tried are counted elsewhere, and
 * many people may sign in from one address.
 */
const PASSWORD_LENIENCY = PASSWORD_COST - 1_000;

function leniencyFor({ operation, selectionSet }: OperationDefinitionNode): number {
  const hashes =
    operation === OperationTypeNode.MUTATION &&
    selectionSet.selections.some(
      (selection) =>
        selection.kind === Kind.FIELD && COSTS[`Mutation.${selection.name.value}`] === PASSWORD_COST,
    );
  return hashes ? PASSWORD_LENIENCY : 0;
}

/**
 * Maximum cost counted for a stored document, in fields: the most that it could return, such as a thousand transfers of a
 * batch, is rare.
 */
const STORED_COST_MAX = 300;

function storedCost(fields: number, { input }: CostedOperation['variables']): number {
  const items = Array.isArray(input) ? input.length * BATCH_ITEM_COST : 0;
  return Math.min(fields, STORED_COST_MAX) + items;
}
