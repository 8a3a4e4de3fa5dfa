import {
  getNamedType,
  getNullableType,
  GraphQLNonNull,
  isLeafType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Endpoint } from './endpoint.js';
import { exampleOf } from './openapi-examples.js';
import { errorCodesOf, problemResponses } from './openapi-responses.js';
import type { JsonObject } from './json.js';
import { answerName, type SchemaWriter } from './openapi-schemas.js';
import type { Parameter } from './parameters.js';
import { API, type Route } from './routes.js';

/** Describes an endpoint: by its row in the table, its document, and the types of the schema. */
export function operationOf(endpoint: Endpoint, schema: GraphQLSchema, writer: SchemaWriter): JsonObject {
  const { route, document, parameters } = endpoint;
  const { operation } = document;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation}`);
  const outside = parameters.filter((parameter) => parameter.in !== 'body');
  const body = parameters.filter((parameter) => parameter.in === 'body');
  const description = fieldOf(root, onlyField(operation.selectionSet)).description;
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    ...(description && { description }),
    ...(route.open && { security: [] }),
    ...(outside.length > 0 && { parameters: outside.map((parameter) => parameterObject(parameter, writer)) }),
    ...(body.length > 0 && { requestBody: requestBody(route, body, writer) }),
    responses: {
      [String(route.status)]: success(endpoint, answerSchema(route, root, operation.selectionSet, writer)),
      ...problemResponses(errorCodesOf(endpoint)),
    },
  };
}

function parameterObject(parameter: Parameter, writer: SchemaWriter): JsonObject {
  const { name, type, required, defaultValue, description } = parameter;
  if (parameter.in === 'header')
    return { $ref: `#/components/parameters/${required ? 'Key' : 'OptionalKey'}` };
  const present = getNullableType(type);
  const example = isLeafType(present) ? exampleOf(name, present.name) : undefined;
  return {
    name,
    in: parameter.in,
    ...(required && { required }),
    ...(description !== undefined && { description }),
    schema: {
      ...writer.input(new GraphQLNonNull(present)),
      ...(defaultValue === undefined ? {} : { default: defaultValue }),
    },
    // An example in the query string would be sent by whoever just tries the route.
    ...(parameter.in === 'path' && example !== undefined && { example }),
  };
}

function requestBody(route: Route, fields: readonly Parameter[], writer: SchemaWriter): JsonObject {
  const examples = fields.flatMap(({ name, type }) => {
    const example = exampleOf(name, getNamedType(type).name);
    return example === undefined ? [] : [[name, example] as const];
  });
  return {
    required: true,
    content: {
      'application/json': {
        schema: writer.body(
          `${route.operation.charAt(0).toUpperCase()}${route.operation.slice(1)}Input`,
          fields,
        ),
        example: Object.fromEntries(examples),
      },
    },
  };
}

function success({ route, parameters }: Endpoint, schema: JsonObject): JsonObject {
  if (route.status === 204) return { description: 'Done.' };
  const location = {
    description: 'Where it can be found.',
    schema: { type: 'string', format: 'uri-reference' },
  };
  const headers = {
    ...(route.location !== undefined && { Location: location }),
    ...(parameters.some((parameter) => parameter.in === 'header') && {
      'Idempotency-Replayed': { $ref: '#/components/headers/Replayed' },
    }),
  };
  return {
    description: route.status === 201 ? 'Done, now or by an earlier request with the same key.' : 'Done.',
    ...(Object.keys(headers).length > 0 && { headers }),
    content: { 'application/json': { schema } },
  };
}

/** Follows the answer's path through the document and the types at once. A null on the way is answered with an error. */
function answerSchema(
  route: Route,
  root: GraphQLObjectType,
  selection: SelectionSetNode,
  writer: SchemaWriter,
): JsonObject {
  let [type, selected] = [root, selection];
  const names = route.answer.split('.');
  for (const [index, name] of names.entries()) {
    const node = onlyField(selected);
    if (answerName(node) !== name)
      throw new Error(`${API}${route.path} has no ${route.answer} to answer with`);
    const fieldType = getNullableType(fieldOf(type, node).type);
    if (index === names.length - 1) return writer.output(new GraphQLNonNull(fieldType), node.selectionSet);
    if (!isObjectType(fieldType) || !node.selectionSet)
      throw new Error(`${name} of ${API}${route.path} has no fields`);
    [type, selected] = [fieldType, node.selectionSet];
  }
  throw new Error(`${API}${route.path} answers with nothing`);
}

/** Each stored document does one thing, down to where its answer begins. */
function onlyField({ selections }: SelectionSetNode): FieldNode {
  const [node, ...others] = selections;
  if (node?.kind !== Kind.FIELD || others.length > 0) throw new Error('A stored document asks for one thing');
  return node;
}

function fieldOf(type: GraphQLObjectType, { name }: FieldNode) {
  const field = type.getFields()[name.value];
  if (!field) throw new Error(`The type ${type.name} has no field ${name.value}`);
  return field;
}
