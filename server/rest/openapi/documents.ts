import {
  getNamedType,
  getNullableType,
  GraphQLNonNull,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { DocumentEndpoint } from '../routes/endpoint.js';
import { exampleOf } from './examples.js';
import type { JsonObject } from '../handling/json.js';
import { answerName, type SchemaWriter } from './schemas.js';
import type { Parameter } from '../routes/parameters.js';
import { bodyIsRequired } from '../handling/variables.js';
import { answerPathOf, API, PREVIEW, type DocumentRoute } from '../routes/routes.js';

/** Parts of an operation that depend on the kind of endpoint. */
export interface Parts {
  readonly operationId: string;
  /** Parameters beyond those that become variables. */
  readonly parameters?: readonly JsonObject[];
  readonly description: string | null | undefined;
  readonly requestBody?: JsonObject;
  readonly responses: JsonObject;
}

/** Builds the parts that follow from an endpoint’s document and the types of the schema. */
export function documentParts(
  endpoint: DocumentEndpoint,
  schema: GraphQLSchema,
  writer: SchemaWriter,
): Parts {
  const { route, document, parameters } = endpoint;
  const { operation } = document;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation}`);
  const body = parameters.filter((parameter) => parameter.in === 'body');
  const answer = answerSchema(route, root, operation.selectionSet, writer);
  return {
    operationId: route.operation,
    description: fieldOf(root, onlyField(operation.selectionSet)).description,
    ...(endpoint.preview && { parameters: [PREVIEW_PARAMETER] }),
    ...(body.length > 0 && { requestBody: requestBody(route, body, writer) }),
    responses: {
      ...(endpoint.preview && previewResponse(endpoint.preview, schema, writer)),
      ...(route.mayBeNothing && {
        [String(route.mayBeNothing)]: { description: NOTHING[route.mayBeNothing] },
      }),
      [String(route.status)]: success(endpoint, answer),
    },
  };
}

/** Descriptions of answers without a body, by status. */
const NOTHING = {
  202: 'A mail is on its way, by which it is completed. So it is answered whether or not it can be.',
  204: 'Done; there is nothing to show.',
} as const;

const PREVIEW_PARAMETER: JsonObject = {
  name: PREVIEW,
  in: 'query',
  description:
    'Asks what the request would come to if it were made now. Nothing is written; the key may be left out and is not used up.',
  schema: { type: 'boolean', default: false },
};

function previewResponse(
  { route, document: { operation } }: DocumentEndpoint,
  schema: GraphQLSchema,
  writer: SchemaWriter,
): JsonObject {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation}`);
  return {
    200: {
      description: `What it would come to, with \`?${PREVIEW}=true\`.`,
      content: { 'application/json': { schema: answerSchema(route, root, operation.selectionSet, writer) } },
    },
  };
}

function requestBody(route: DocumentRoute, fields: readonly Parameter[], writer: SchemaWriter): JsonObject {
  const examples = fields.flatMap(({ name, type }) => {
    const example = exampleOf(name, getNamedType(type).name);
    return example === undefined ? [] : [[name, example] as const];
  });
  return {
    required: bodyIsRequired(fields),
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

function success({ route, parameters }: DocumentEndpoint, schema: JsonObject): JsonObject {
  if (route.status === 204) return { description: 'Done.' };
  const location = {
    description: 'Where it can be found.',
    schema: { type: 'string', format: 'uri-reference' },
  };
  const keyed = parameters.some((parameter) => parameter.in === 'header');
  const headers = {
    ...(route.location !== undefined && { Location: location }),
    ...(keyed && {
      'Idempotency-Replayed': { $ref: '#/components/headers/Replayed' },
    }),
  };
  return {
    description: keyed ? 'Done, now or by an earlier request with the same key.' : 'Done.',
    ...(Object.keys(headers).length > 0 && { headers }),
    content: { 'application/json': { schema } },
  };
}

/** Follows the answer's path through the document and the types at once. A null on the way is answered with an error. */
function answerSchema(
  route: DocumentRoute,
  root: GraphQLObjectType,
  selection: SelectionSetNode,
  writer: SchemaWriter,
): JsonObject {
  let [type, selected] = [root, selection];
  const names = answerPathOf(route);
  if (names.length === 0) return writer.output(new GraphQLNonNull(root), selection);
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

/** Returns the only field of a selection: each stored document does one thing, down to the beginning of its answer. */
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
