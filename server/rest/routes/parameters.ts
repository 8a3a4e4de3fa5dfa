import {
  getNullableType,
  isInputObjectType,
  isInputType,
  isNonNullType,
  isRequiredInputField,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { SIZE_DEFAULT } from '../../graphql/types/page-args.js';
import type { Route } from './routes.js';

/** One value that a client gives, and the variable of the stored document that it becomes, or becomes a field of. */
export interface Parameter {
  readonly in: 'path' | 'query' | 'header' | 'body';
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly required: boolean;
  /** Only the length of a page has one. It is not a default of the variable: with `last`, there is none. */
  readonly defaultValue: number | undefined;
  readonly description: string | undefined;
  readonly variable: string;
  /** The type of the variable, when the value is one of its fields. */
  readonly object: GraphQLInputObjectType | undefined;
}

export const KEY_HEADER = 'Idempotency-Key';

/** Variables of a route, as a GraphQL operation declares them. */
interface Signature {
  readonly ast: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Descriptions by the names of variables; those of arguments are known from the schema. */
  readonly descriptions?: Readonly<Record<string, string>>;
}

/** @throws Error when two variables would go by one name. */
export function parametersOf(
  schema: GraphQLSchema,
  route: Route,
  { ast, operation, descriptions: given = {} }: Signature,
): Parameter[] {
  const descriptions = new Map(Object.entries(given));
  const typeInfo = new TypeInfo(schema);
  visit(
    ast,
    visitWithTypeInfo(typeInfo, {
      Variable({ name }) {
        const description = typeInfo.getArgument()?.description;
        if (description) descriptions.set(name.value, description);
      },
    }),
  );
  const parameters = (operation.variableDefinitions ?? []).flatMap((definition) =>
    parametersOfVariable(schema, route, definition, descriptions.get(definition.variable.name.value)),
  );
  if (new Set(parameters.map(({ name }) => name)).size < parameters.length) {
    throw new Error(`Two parameters of ${route.path} have the same name`);
  }
  return parameters;
}

function parametersOfVariable(
  schema: GraphQLSchema,
  route: Route,
  definition: VariableDefinitionNode,
  description: string | undefined,
): Parameter[] {
  const variable = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) throw new Error(`The variable $${variable} of ${route.path} has no input type`);

  const inner = getNullableType(type);
  const bag = route.method === 'POST' ? 'body' : 'query';
  if (isInputObjectType(inner)) {
    return Object.values(inner.getFields()).map((field) => ({
      in: bag,
      name: field.name,
      type: field.type,
      required: isRequiredInputField(field),
      defaultValue: undefined,
      description: field.description ?? undefined,
      variable,
      object: inner,
    }));
  }
  const single = {
    type,
    required: isNonNullType(type) && definition.defaultValue === undefined,
    defaultValue: variable === 'first' ? SIZE_DEFAULT : undefined,
    description,
    variable,
    object: undefined,
  };
  if (variable === 'idempotencyKey') return [{ in: 'header', name: KEY_HEADER, ...single }];
  if (route.path.includes(`{${variable}}`)) return [{ in: 'path', name: variable, ...single }];
  return [{ in: bag, name: variable, ...single }];
}
