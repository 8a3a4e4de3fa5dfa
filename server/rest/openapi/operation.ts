import { getNullableType, GraphQLNonNull, isLeafType, type GraphQLSchema } from 'graphql';
import { isOpen, type Endpoint, type StreamEndpoint } from '../routes/endpoint.js';
import type { JsonObject } from '../handling/json.js';
import { documentParts, type Parts } from './documents.js';
import { exampleOf } from './examples.js';
import { errorCodesOf, problemResponses } from './responses.js';
import type { SchemaWriter } from './schemas.js';
import { streamResponse } from './streams.js';
import type { Parameter } from '../routes/parameters.js';

/** Describes an endpoint: by its row in the table, its document or its columns, and the types of the schema. */
export function operationOf(endpoint: Endpoint, schema: GraphQLSchema, writer: SchemaWriter): JsonObject {
  const { route, parameters } = endpoint;
  const outside = parameters.filter((parameter) => parameter.in !== 'body');
  const {
    description,
    parameters: more = [],
    ...own
  } = 'stream' in endpoint ? streamParts(endpoint) : documentParts(endpoint, schema, writer);
  const keyName = 'preview' in endpoint ? 'KeyUnlessPreview' : undefined;
  const declared = [...outside.map((parameter) => parameterObject(parameter, writer, keyName)), ...more];
  return {
    tags: [route.tag],
    summary: route.summary,
    ...(description && { description }),
    ...(isOpen(endpoint) && { security: [] }),
    ...(declared.length > 0 && { parameters: declared }),
    ...own,
    responses: { ...own.responses, ...problemResponses(errorCodesOf(endpoint)) },
  };
}

function streamParts(endpoint: StreamEndpoint): Parts {
  const { route, stream } = endpoint;
  return {
    operationId: route.stream,
    description: stream.description,
    responses: { 200: streamResponse(stream) },
  };
}

function parameterObject(parameter: Parameter, writer: SchemaWriter, keyName?: string): JsonObject {
  const { name, type, required, defaultValue, description } = parameter;
  if (parameter.in === 'header')
    return { $ref: `#/components/parameters/${keyName ?? (required ? 'Key' : 'OptionalKey')}` };
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
    // An example in the query string would be sent by anybody who just tries the route.
    ...(parameter.in === 'path' && example !== undefined && { example }),
  };
}
