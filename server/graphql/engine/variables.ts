import {
  coerceInputValue,
  getNullableType,
  GraphQLError,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { CodedError } from '../../ledger/errors.js';
import { causeOf } from './errors.js';
import { refused } from './refused.js';

/**
 * Maximum length of all variables together as JSON, without the list of a batch. The largest field, the metadata, has 4
 * 000.
 */
export const VARIABLES_LENGTH_MAX = 32 * 1024;
/** Maximum length of the list of a batch. */
const LIST_LENGTH_MAX = 1_000;

type Variables = Readonly<Record<string, unknown>>;

/**
 * Refuses variables at their first mistake. GraphQL's own execution goes on for fifty of them and prints the whole value
 * into each message, so that 100 kB of mistakes would cost seconds; it only ever gets valid variables. Values are not
 * repeated to the client, because a password may be among them.
 *
 * @throws GraphQLError BAD_USER_INPUT
 */
export function assertVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): void {
  assertSizes(schema, operation, variables);
  for (const { definition, name, type } of declaredIn(schema, operation)) {
    if (!type) continue;
    const given = Object.hasOwn(variables, name);
    const value = given ? variables[name] : undefined;
    if (value === undefined || value === null) {
      if (!isNonNullType(type) || (!given && definition.defaultValue)) continue;
      const lack = given ? 'must not be null' : 'was not provided';
      throw mistake(definition, `Variable "$${name}" of required type "${String(type)}" ${lack}.`);
    }
    coerceInputValue(value, type, (path, _value, error) => {
      const place = path.length > 0 ? ` at "${written(name, path)}"` : '';
      throw mistake(definition, `Variable "$${name}" got an invalid value${place}; ${error.message}`, error);
    });
  }
}

interface Declared {
  readonly definition: VariableDefinitionNode;
  readonly name: string;
  readonly type: GraphQLInputType | undefined;
}

const declared = new WeakMap<OperationDefinitionNode, readonly Declared[]>();

/** Lists the variables of an operation, found out once. */
function declaredIn(schema: GraphQLSchema, operation: OperationDefinitionNode): readonly Declared[] {
  const known = declared.get(operation);
  if (known) return known;
  const found = (operation.variableDefinitions ?? []).map((definition) => ({
    definition,
    name: definition.variable.name.value,
    type: inputTypeOf(schema, definition),
  }));
  declared.set(operation, found);
  return found;
}

/** Returns the type of a variable; undefined for a type that validation has refused. */
function inputTypeOf(schema: GraphQLSchema, { type }: VariableDefinitionNode): GraphQLInputType | undefined {
  const named = typeFromAST(schema, type);
  return isInputType(named) ? named : undefined;
}

/** True for a list of objects. */
function isBatch(type: GraphQLInputType | undefined): boolean {
  const list = type && getNullableType(type);
  return isListType(list) && isInputObjectType(getNullableType(list.ofType));
}

/** @throws GraphQLError BAD_USER_INPUT when they are too long. */
export function assertSizes(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): void {
  let others = variables;
  for (const { name, type } of declaredIn(schema, operation)) {
    if (!isBatch(type)) continue;
    const { [name]: items, ...rest } = others;
    if (Array.isArray(items) && items.length > LIST_LENGTH_MAX) {
      throw refused(`A list in variables has at most ${String(LIST_LENGTH_MAX)} items`);
    }
    others = rest;
  }
  if (JSON.stringify(others).length > VARIABLES_LENGTH_MAX) {
    throw refused(`Variables have at most ${String(VARIABLES_LENGTH_MAX)} characters, written as JSON`);
  }
}

function mistake(definition: VariableDefinitionNode, message: string, originalError?: Error): GraphQLError {
  return new GraphQLError(message, {
    nodes: [definition],
    // An error thrown by a scalar is the client's mistake; only a coded one is kept, the message of any other says all.
    ...(causeOf(originalError) instanceof CodedError && { originalError }),
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}

/** Formats a place in the variables for the client: `input.lines[1].id`. */
function written(name: string, path: readonly (string | number)[]): string {
  return name + path.map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${step}`)).join('');
}
